import { drainCampaigns } from '#server/outbound/drain-campaigns.ts';
import type { Handler } from './job-deps.ts';

/** Lanes this process is sending for now. */
const busy = new Set<string>();

/** Nothing was due: so long it need not be asked again. */
const REST_MS = 1_000;
let restUntil = 0;

/** Sends what campaigns owe, at the pace of their numbers. */
export const drainCampaignsJob: Handler<'drain-campaigns'> = async (
  _,
  { pool, blobs, secretBox, whatsappApiUrl, now },
) => {
  if (performance.now() < restUntil) return;
  const found = await drainCampaigns({ pool, blobs, secretBox, apiUrl: whatsappApiUrl, now }, busy);
  restUntil = found === 0 && busy.size === 0 ? performance.now() + REST_MS : 0;
};
