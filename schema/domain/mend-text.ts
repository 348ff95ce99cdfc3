/** Text as every store of ours can keep it: without zero characters, and with a sign in place of half a surrogate pair. */
export function mendText(text: string): string {
  return (text.includes('\u0000') ? text.replaceAll('\u0000', '') : text).toWellFormed();
}

/** The same for every text inside a value, keys too. What needs no mending is handed back as it is. */
export function mendTexts<T>(value: T): T {
  if (typeof value === 'string') return mendText(value) as T;
  if (Array.isArray(value)) return value.map(mendTexts) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [mendText(key), mendTexts(inner as unknown)]),
  ) as T;
}
