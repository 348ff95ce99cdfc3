import type { PhoneCustomer } from './sandbox-api.ts';

const RANK: Record<PhoneCustomer['origin'], number> = { new: 0, invented: 1, added: 2, stranger: 3 };

/** Those who talked last come first, then newcomers, then the rest. `held` keeps rows in place under the pointer. */
export function orderCustomers(
  customers: readonly PhoneCustomer[],
  held: readonly string[] | null = null,
): PhoneCustomer[] {
  const sorted = [...customers].sort(
    (one, other) =>
      (other.lastMessage?.at ?? 0) - (one.lastMessage?.at ?? 0) || RANK[one.origin] - RANK[other.origin],
  );
  if (held === null) return sorted;
  const place = new Map(held.map((id, index) => [id, index]));
  return sorted.sort(
    (one, other) => (place.get(one.id) ?? held.length) - (place.get(other.id) ?? held.length),
  );
}

/** Those whose name, user name or number holds the words; every one when there are none. */
export function findCustomers(customers: readonly PhoneCustomer[], query: string): PhoneCustomer[] {
  const words = query.trim().toLowerCase();
  if (words === '') return [...customers];
  const digits = words.replace(/\D/g, '').replace(/^0/, '');
  return customers.filter(
    (customer) =>
      customer.name.toLowerCase().includes(words) ||
      (customer.username?.toLowerCase().includes(words) ?? false) ||
      (digits.length >= 3 && (customer.phone?.includes(digits) ?? false)),
  );
}
