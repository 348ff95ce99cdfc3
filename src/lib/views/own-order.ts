/** In one's own order: what it names first, what it does not name after that as it stood. */
export function inOwnOrder<V extends { id: string }>(views: readonly V[], order: readonly string[]): V[] {
  const placeOf = new Map(order.map((id, place) => [id, place]));
  const place = (view: V) => placeOf.get(view.id) ?? Number.POSITIVE_INFINITY;
  return [...views].sort((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}

/** The same ids with one of them at the place of another; unchanged when either is not there. */
export function movedTo(ids: readonly string[], id: string, toId: string | undefined): string[] {
  const to = toId === undefined ? -1 : ids.indexOf(toId);
  if (to === -1 || !ids.includes(id)) return [...ids];
  const others = ids.filter((other) => other !== id);
  return [...others.slice(0, to), id, ...others.slice(to)];
}
