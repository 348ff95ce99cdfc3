import { drainLane } from '#server/outbound/drain-lane.ts';
import { keepAwake } from './drain-due.ts';
import type { Handler } from './job-deps.ts';

/** Lanes whose calls are under way. The worker waits for them before it ends. */
export const lanesUnderWay = new Set<Promise<unknown>>();

/**
 * Sends what one lane owes, in order. The job is over once the first call is claimed: from then on the database knows what
 * is under way, and a provider that takes its time holds up neither other replies nor what comes in.
 */
export const drainOutbox: Handler<'drain-outbox'> = async (
  { lane },
  { pool, blobs, secretBox, whatsappApiUrl, log, now },
) => {
  const claimed = Promise.withResolvers<void>();
  const atStep = (step: string) => {
    if (step === 'claimed') claimed.resolve();
  };
  const ended = drainLane({ pool, blobs, secretBox, apiUrl: whatsappApiUrl, now, atStep }, lane);
  const told = ended
    .catch((error: unknown) => log.warn({ err: error, lane }, 'a lane stopped; what it owes is found again'))
    .finally(() => {
      lanesUnderWay.delete(told);
      keepAwake();
    });
  lanesUnderWay.add(told);
  keepAwake();
  await Promise.race([claimed.promise, ended]);
};
