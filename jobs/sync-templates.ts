import { syncTemplates } from '#server/outbound/sync-templates.ts';
import type { Handler } from './job-deps.ts';

/** Asks the provider for the templates of every channel whose list is old, unknown or told to have changed. */
export const syncTemplatesJob: Handler<'sync-templates'> = async (
  _,
  { pool, secretBox, whatsappApiUrl, now, log },
) => {
  const failed = await syncTemplates({ pool, secretBox, apiUrl: whatsappApiUrl, now });
  for (const reason of failed)
    log.warn({ reason }, 'templates could not be fetched; tried again in a few minutes');
};
