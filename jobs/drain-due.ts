import { drainDue, nextDueAt } from '#server/outbound/drain-due.ts';
import type { Handler } from './job-deps.ts';

/** Lanes this process is sending for now, so that the next look leaves them alone. */
const busy = new Set<string>();

/**
 * What becomes due by the clock is written at least so long before: who looks as often as this learns of it in time. What
 * is put off for less was put off by who sends, and who sends is awake.
 */
const REST_MS = 1_000;
/** So long after something was sent, looks follow each other closely: a number's or a person's pace puts off for less. */
const AWAKE_MS = 10_000;

let awakeUntil = 0;
let restUntil = 0;

/** Something is being sent: from now on nothing is left to the next slow look. */
export function keepAwake(): void {
  awakeUntil = performance.now() + AWAKE_MS;
}

/** Sends what has become due by the clock alone. While nothing is, it asks when something will be, once a second. */
export const drainDueJob: Handler<'drain-due'> = async (
  _,
  { pool, blobs, secretBox, whatsappApiUrl, now },
) => {
  const asleep = performance.now();
  if (asleep < restUntil && asleep >= awakeUntil) return;
  const found = await drainDue({ pool, blobs, secretBox, apiUrl: whatsappApiUrl, now }, busy);
  if (found > 0) return keepAwake();
  if (performance.now() < awakeUntil) return;
  const at = await nextDueAt({ pool, now });
  restUntil = performance.now() + Math.min(REST_MS, Math.max(0, (at ?? Number.POSITIVE_INFINITY) - now()));
};
