import type { WaitingOn } from '../tables.gen.ts';

/** How long a customer may wait for an answer before it is late, where no due time is known. */
export const ANSWER_TARGET_MS = 60 * 60 * 1000;

const SOON_SHARE = 0.5;
/** However long the promise, the warning comes this long before it is broken. */
const SOON_MS = 30 * 60 * 1000;

export type WaitLevel = 'none' | 'onTime' | 'soon' | 'late';

/**
 * Is this customer waiting too long? Nobody waits while the ball is on their side. With a due time, that decides: it
 * already knows the inbox's target, the priority and the nights in between.
 */
export function waitLevel(
  c: { waitingOn: WaitingOn; waitingSince: number | null; dueAt?: number | null },
  { now, targetMs = ANSWER_TARGET_MS }: { now: number; targetMs?: number },
): WaitLevel {
  if (c.waitingOn !== 'us' || c.waitingSince === null) return 'none';
  if (c.dueAt != null) {
    if (now >= c.dueAt) return 'late';
    const soonMs = Math.min(SOON_MS, (c.dueAt - c.waitingSince) * SOON_SHARE);
    return now >= c.dueAt - soonMs ? 'soon' : 'onTime';
  }
  const waitedMs = now - c.waitingSince;
  if (waitedMs >= targetMs) return 'late';
  return waitedMs >= targetMs * SOON_SHARE ? 'soon' : 'onTime';
}
