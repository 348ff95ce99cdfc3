import type { PhoneCustomer, Presence } from './sandbox-api.ts';

/**
 * Whoever has the chat in front of them reads what comes, unless their phone is off or was set by hand; putting the
 * phone down ends it. Each call says what the phone shall be set to, null for no change.
 */
export function createPresenceRule() {
  const readsByUs = new Set<string>();
  const setByHand = new Set<string>();
  return {
    onOpen(customer: Pick<PhoneCustomer, 'id' | 'presence'>): Presence | null {
      if (customer.presence !== 'online' || setByHand.has(customer.id)) return null;
      readsByUs.add(customer.id);
      return 'reads';
    },
    onLeave(customerId: string): Presence | null {
      return readsByUs.delete(customerId) ? 'online' : null;
    },
    onSetByHand(customerId: string): void {
      setByHand.add(customerId);
      readsByUs.delete(customerId);
    },
    forget(): void {
      readsByUs.clear();
      setByHand.clear();
    },
  };
}
