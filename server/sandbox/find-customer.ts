import { makeCustomerId } from './make-ids.ts';
import { putCustomer, type SandboxCustomer } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';

/** The customer behind an address, made up on the spot when the business writes to somebody new. */
export function findOrInventCustomer(
  world: SandboxWorld,
  address: { phone: string } | { userId: string },
): SandboxCustomer {
  const known =
    'phone' in address
      ? world.state.customerByPhone.get(address.phone)
      : world.state.customerByUserId.get(address.userId);
  if (known !== undefined) return known;
  const key = 'phone' in address ? address.phone : address.userId;
  const stranger: SandboxCustomer = {
    id: makeCustomerId(key),
    name: 'phone' in address ? `+${address.phone}` : 'Someone without a number',
    phone: 'phone' in address ? address.phone : null,
    userId: 'userId' in address ? address.userId : null,
    username: null,
    identityMode: 'phone' in address ? 'phone' : 'hiddenAbsent',
    presence: 'online',
    avatarHue: hueOf(key),
    note: 'The business wrote first',
    origin: 'stranger',
    wroteAt: {},
  };
  putCustomer(world.state, stranger);
  world.events.publish({ type: 'customer', customerId: stranger.id });
  world.changed();
  return stranger;
}

const WINDOW_MS = 24 * 60 * 60 * 1000;

/** May the business write freely now? Of people only the business knows we have no window: there we trust it. */
export function isWindowOpen(
  customer: SandboxCustomer,
  { phoneNumberId, at }: { phoneNumberId: string; at: number },
): boolean {
  const wroteAt = customer.wroteAt[phoneNumberId];
  if (wroteAt === undefined) return customer.origin === 'stranger' || customer.origin === 'added';
  return at < wroteAt + WINDOW_MS;
}

/** Notes that the customer wrote at this instant; never moves the window back. */
export function noteCustomerWrote(
  customer: SandboxCustomer,
  { phoneNumberId, at }: { phoneNumberId: string; at: number },
): void {
  customer.wroteAt[phoneNumberId] = Math.max(customer.wroteAt[phoneNumberId] ?? 0, at);
}

/** A colour for an avatar, the same each time. */
export function hueOf(text: string): number {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 360;
  return sum;
}
