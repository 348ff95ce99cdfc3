import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import type { Handler } from './handlers.ts';

/** Gives journal rows their meaning, one after another; a row that cannot be read is marked and does not stop the rest. */
export const processProviderEvents: Handler<'process-provider-events'> = async (
  { eventIds },
  { pool, log, markChanged },
) => {
  for (const eventId of eventIds) {
    const { state, workspaceIds, error } = await processProviderEvent(pool, eventId);
    if (state === 'failed') log.warn({ eventId, error }, 'a provider event could not be read');
    for (const id of workspaceIds) markChanged(id);
  }
};
