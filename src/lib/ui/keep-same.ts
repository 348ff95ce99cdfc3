/** The array as it was while the new one holds the very same things, so that what is drawn from it stays untouched. */
export function keepSame<T>(before: readonly T[], now: readonly T[]): readonly T[] {
  if (before.length !== now.length) return now;
  return before.every((thing, index) => thing === now[index]) ? before : now;
}
