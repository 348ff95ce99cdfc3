/** How long after the contact's own message free text may go (WhatsApp's customer service window). */
export const SESSION_WINDOW_MS = 24 * 60 * 60 * 1000;

/** Under this much time left the ring turns amber. */
export const WINDOW_CLOSING_MS = 4 * 60 * 60 * 1000;

export type SessionWindow = 'open' | 'closing' | 'shut';

/**
 * When does the window opened by a contact's message close? It counts from the time the contact wrote, not from
 * when we heard of it, and a late arrival never shortens what a newer message already opened. Instants in ms.
 */
export function windowClosesAt({ current, wroteAt }: { current: number | null; wroteAt: number }): number {
  return Math.max(current ?? 0, wroteAt + SESSION_WINDOW_MS);
}

/** May free text go now? */
export function sessionWindow({
  closesAt,
  now,
}: {
  closesAt: number | null | undefined;
  now: number;
}): SessionWindow {
  if (closesAt == null || closesAt <= now) return 'shut';
  return closesAt - now < WINDOW_CLOSING_MS ? 'closing' : 'open';
}
