import { drainLane } from '#server/outbound/drain-lane.ts';
import type { Handler } from './handlers.ts';

/** Sends what one lane owes, in order. */
export const drainOutbox: Handler<'drain-outbox'> = async (
  { lane },
  { pool, blobs, secretBox, whatsappApiUrl, now },
) => {
  await drainLane({ pool, blobs, secretBox, apiUrl: whatsappApiUrl, now }, lane);
};
