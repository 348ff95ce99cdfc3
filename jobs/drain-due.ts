import { drainDue } from '#server/outbound/drain-due.ts';
import type { Handler } from './handlers.ts';

/** Lanes this process is sending for now, so that the next look leaves them alone. */
const busy = new Set<string>();

/** Sends what has become due by the clock alone. */
export const drainDueJob: Handler<'drain-due'> = async (
  _,
  { pool, blobs, secretBox, whatsappApiUrl, now },
) => {
  await drainDue({ pool, blobs, secretBox, apiUrl: whatsappApiUrl, now }, busy);
};
