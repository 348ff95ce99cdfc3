/** `shown` in its old order without what is gone, then what is new. */
export function keepPlaces(shown: readonly string[], ids: readonly string[]): readonly string[] {
  const present = new Set(ids);
  const known = new Set(shown);
  return [...shown.filter((id) => present.has(id)), ...ids.filter((id) => !known.has(id))];
}
