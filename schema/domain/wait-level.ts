import type { WaitingOn } from '../tables.gen.ts';

/** How long a customer may wait for an answer before it is late, until an inbox says otherwise. */
export const ANSWER_TARGET_MS = 60 * 60 * 1000;

const SOON_SHARE = 0.5;

export type WaitLevel = 'none' | 'onTime' | 'soon' | 'late';

/** Is this customer waiting too long? Nobody waits while the ball is on their side. */
export function waitLevel(
  c: { waitingOn: WaitingOn; waitingSince: number | null },
  { now, targetMs = ANSWER_TARGET_MS }: { now: number; targetMs?: number },
): WaitLevel {
  if (c.waitingOn !== 'us' || c.waitingSince === null) return 'none';
  const waitedMs = now - c.waitingSince;
  if (waitedMs >= targetMs) return 'late';
  return waitedMs >= targetMs * SOON_SHARE ? 'soon' : 'onTime';
}
