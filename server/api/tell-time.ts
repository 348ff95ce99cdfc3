/** An instant in ms as RFC 3339 in UTC. */
export function tellTime(at: number): string {
  return new Date(at).toISOString();
}

/** The same, where there may be none. */
export function tellTimeOrNull(at: number | null): string | null {
  return at === null ? null : tellTime(at);
}
