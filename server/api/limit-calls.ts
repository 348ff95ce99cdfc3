export type CallRate = { perSecond: number; burst: number };

export type CallLimit = {
  /** Takes one call from this caller's bucket: 0 when it may go, else how long to wait in ms. */
  take: (callerId: string, now: number) => number;
};

/** A bucket of calls per caller, refilled evenly. Kept in memory: each web process allows this much. */
export function createCallLimit({ perSecond, burst }: CallRate): CallLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(callerId, now) {
      const bucket = buckets.get(callerId) ?? { left: burst, at: now };
      const sinceMs = Math.max(0, now - bucket.at);
      const left = Math.min(burst, bucket.left + (sinceMs / 1000) * perSecond);
      const isFree = left >= 1;
      buckets.set(callerId, { left: isFree ? left - 1 : left, at: now });
      return isFree ? 0 : Math.ceil(((1 - left) / perSecond) * 1000);
    },
  };
}
