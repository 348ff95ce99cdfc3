export interface RateLimits {
  numberPerSecond: number;
  pairBurst: number;
  pairRefillMs: number;
}

/** Meta's figures: 80 a second for a number, one per six seconds for a person with a burst of 45. */
export const META_LIMITS: RateLimits = { numberPerSecond: 80, pairBurst: 45, pairRefillMs: 6_000 };

export interface RateGate {
  /** Takes one from both buckets, or says which one is empty and takes nothing. */
  take(phoneNumberId: string, customerId: string): 'ok' | 'numberLimit' | 'pairLimit';
  /** Other limits from now on; the buckets and the counts start anew. */
  setLimits(changes: Partial<RateLimits>): void;
  /** What was let through and refused since the limits were set. */
  counts(): RateCounts;
  clear(): void;
}

/** How many sends went through, and how many came too fast. */
export type RateCounts = { limits: RateLimits; ok: number; numberLimit: number; pairLimit: number };

interface Bucket {
  tokens: number;
  filledAt: number;
}

const MAX_BUCKETS = 50_000;

/** Two token buckets, per number and per pair. `now` in ms. */
export function createRateGate(initial: RateLimits, now: () => number): RateGate {
  let limits = initial;
  let counts = { ok: 0, numberLimit: 0, pairLimit: 0 };
  const numbers = new Map<string, Bucket>();
  const pairs = new Map<string, Bucket>();

  function bucketOf(
    buckets: Map<string, Bucket>,
    key: string,
    shape: { capacity: number; refillMs: number },
  ): Bucket {
    const at = now();
    const bucket = buckets.get(key) ?? { tokens: shape.capacity, filledAt: at };
    const gained = Math.max(0, at - bucket.filledAt) / shape.refillMs;
    const filled = { tokens: Math.min(shape.capacity, bucket.tokens + gained), filledAt: at };
    if (buckets.size >= MAX_BUCKETS) buckets.clear();
    buckets.set(key, filled);
    return filled;
  }
  function judge(phoneNumberId: string, customerId: string): 'ok' | 'numberLimit' | 'pairLimit' {
    const number = bucketOf(numbers, phoneNumberId, {
      capacity: limits.numberPerSecond,
      refillMs: 1_000 / limits.numberPerSecond,
    });
    if (number.tokens < 1) return 'numberLimit';
    const pair = bucketOf(pairs, `${phoneNumberId} ${customerId}`, {
      capacity: limits.pairBurst,
      refillMs: limits.pairRefillMs,
    });
    if (pair.tokens < 1) return 'pairLimit';
    number.tokens -= 1;
    pair.tokens -= 1;
    return 'ok';
  }
  function clear(): void {
    numbers.clear();
    pairs.clear();
    counts = { ok: 0, numberLimit: 0, pairLimit: 0 };
  }
  return {
    take(phoneNumberId, customerId) {
      const verdict = judge(phoneNumberId, customerId);
      counts[verdict]++;
      return verdict;
    },
    setLimits(changes) {
      limits = { ...limits, ...changes };
      clear();
    },
    counts: () => ({ limits, ...counts }),
    clear,
  };
}
