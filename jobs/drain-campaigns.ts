import { drainCampaigns } from '#server/outbound/drain-campaigns.ts';
import type { Handler } from './handlers.ts';

/** Lanes this process is sending for now. */
const busy = new Set<string>();

/** Sends what campaigns owe, at the pace of their numbers. */
export const drainCampaignsJob: Handler<'drain-campaigns'> = async (
  _,
  { pool, blobs, secretBox, whatsappApiUrl, now },
) => {
  await drainCampaigns({ pool, blobs, secretBox, apiUrl: whatsappApiUrl, now }, busy);
};
