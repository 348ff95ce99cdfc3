const KEPT = 2_000;

/** The newest values of something and when they were: for medians of now instead of since the start. */
export type Recent = {
  add: (value: number, at: number) => void;
  /** The value that a share of the values since an instant do not exceed; null when there were none. */
  quantile: (share: number, since: number) => number | null;
  /** How many since an instant, as far as they are kept. */
  count: (since: number) => number;
};

export function createRecent(kept = KEPT): Recent {
  const values: { value: number; at: number }[] = [];
  let next = 0;
  return {
    add(value, at) {
      values[next] = { value, at };
      next = (next + 1) % kept;
    },
    quantile(share, since) {
      const wanted = values.filter(({ at }) => at >= since).map(({ value }) => value);
      wanted.sort((a, b) => a - b);
      return wanted[Math.max(0, Math.ceil(wanted.length * share) - 1)] ?? null;
    },
    count: (since) => values.filter(({ at }) => at >= since).length,
  };
}
