/** What a set of latencies looks like, in ms. `missing` counts samples that never came. */
export type Latency = { count: number; missing: number; p50: number; p95: number; p99: number; max: number };

/** The value below which a share of the samples lies (nearest rank). NaN without samples. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

export function summarise(samples: Iterable<number>, missing = 0): Latency {
  const sorted = Float64Array.from(samples).sort();
  return {
    count: sorted.length,
    missing,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** Median of the repeats, and how far they lie apart as a share of it. */
export function spreadOf(repeats: readonly number[]): { median: number; spread: number } {
  const sorted = [...repeats].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, spread: median === 0 ? 0 : (sorted.at(-1)! - sorted[0]!) / median };
}

/** Whose turn it is: A B C, C B A, A B C …, so that a machine that slows down slows everyone. */
export function takeTurns<T>(contenders: readonly T[], rounds: number): T[] {
  return Array.from({ length: rounds }, (_, round) =>
    round % 2 === 0 ? contenders : contenders.toReversed(),
  ).flat();
}
