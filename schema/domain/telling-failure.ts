/** Why a message did not go, as far as it decides which of two reasons is told. `at`: instant in ms, by whoever says so. */
export type ToldFailure = { key: string; code: number | null; at?: number };

/** Keys that say no more than that something went wrong. */
export const SAYS_LITTLE: readonly string[] = ['unknown', 'somethingWrong'];

/** Does it say why? */
export function saysWhy({ key }: Pick<ToldFailure, 'key'>): boolean {
  return !SAYS_LITTLE.includes(key);
}

/** Of two reasons for one failure the one that says why; then the later; then, of one instant, the one with the higher code. */
export function tellingFailure<T extends ToldFailure>(one: T | null, other: T): T {
  if (one === null) return other;
  const order =
    Number(saysWhy(one)) - Number(saysWhy(other)) ||
    (one.at ?? 0) - (other.at ?? 0) ||
    (one.code ?? 0) - (other.code ?? 0);
  return order > 0 ? one : other;
}
