/**
 * A hold is over this long after its last beat: a crashed browser, a sleeping phone, a lost network. Together with the
 * pass that clears it and the way to the screens it is gone for everyone within fifteen seconds.
 */
export const REPLY_LEASE_MS = 13_000;

/** The holder's tab says this often that it still writes. */
export const REPLY_LEASE_BEAT_MS = 5_000;

export type LeaseState = { memberId: string };

/** Who holds the reply? The server has cleared a hold that ran out before anybody asks; screens show what it left. */
export function leaseHolder(lease: LeaseState | null | undefined): string | null {
  return lease?.memberId ?? null;
}

/** May this member answer now? Their own lease, from any of their tabs, never stands in their way. */
export function mayReply(lease: LeaseState | null | undefined, memberId: string): boolean {
  const holder = leaseHolder(lease);
  return holder === null || holder === memberId;
}
