import { fetchMedia } from '#server/media/fetch-media.ts';
import type { Handler } from './job-deps.ts';

/** Brings one file home while the provider still has it; trouble on the way is tried again with the queue's back-off. */
export const fetchMediaJob: Handler<'fetch-media'> = async (
  { mediaId },
  { pool, blobs, secretBox, whatsappApiUrl },
) => {
  const isSettled = await fetchMedia({ pool, blobs, secretBox, apiUrl: whatsappApiUrl }, mediaId);
  if (!isSettled) throw new Error('the provider could not give the file now');
};
