import { instant } from './open-browser.ts';
import { arrivalTimes } from './random.ts';

/** Does `send(n)` when each of a stretch of arrivals is due, whatever became of the ones before. Returns when each was due. */
export async function sendOnTime(
  { perSecond, seconds, seed }: { perSecond: number; seconds: number; seed: number },
  send: (n: number, dueAt: number) => Promise<unknown>,
): Promise<{ dueAt: number[]; failed: number }> {
  const due = arrivalTimes(perSecond, Math.round(perSecond * seconds), seed);
  const startAt = instant() + 50;
  const under: Promise<unknown>[] = [];
  let failed = 0;
  for (let n = 0; n < due.length; n++) {
    const at = startAt + due[n]!;
    const waitMs = at - instant();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    under.push(send(n, at).catch(() => failed++));
  }
  await Promise.all(under);
  return { dueAt: Array.from(due, (at) => startAt + at), failed };
}
