/** A lease is gone this long after its last heartbeat: a crashed browser, a sleeping phone, a lost network. */
export const REPLY_LEASE_MS = 15_000;

/** The holder's tab renews this often. */
export const REPLY_LEASE_BEAT_MS = 5_000;

export type LeaseState = { memberId: string; expiresAt: number };

/** Who holds the reply now? Null when nobody does: a lease that ran out holds nothing, so it can always be outlived. */
export function leaseHolder(lease: LeaseState | null | undefined, now: number): string | null {
  return lease && lease.expiresAt > now ? lease.memberId : null;
}

/** May this member answer now? Their own lease, from any of their tabs, never stands in their way. */
export function mayReply(
  lease: LeaseState | null | undefined,
  { memberId, now }: { memberId: string; now: number },
): boolean {
  const holder = leaseHolder(lease, now);
  return holder === null || holder === memberId;
}
