import { drainLane } from '#server/outbound/drain-lane.ts';
import type { Handler } from './handlers.ts';

/** Sends what one lane owes, in order. */
export const drainOutbox: Handler<'drain-outbox'> = async (
  { lane },
  { pool, secretBox, whatsappApiUrl, now },
) => {
  await drainLane({ pool, secretBox, apiUrl: whatsappApiUrl, now }, lane);
};
