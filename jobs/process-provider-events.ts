import type { Pool } from 'pg';
import { gatherAsks } from '#server/gather-asks.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { processStatusEvents } from '#server/inbound/process-status-events.ts';
import type { ProcessedStatuses } from '#server/inbound/process-status-events.ts';
import type { Handler } from './job-deps.ts';

type ReadStatuses = (eventIds: string[]) => Promise<ProcessedStatuses>;

/** Jobs whose statuses are read together. */
const MOST = 16;
const readers = new WeakMap<Pool, ReadStatuses>();

/** What jobs that run at the same time have to say about statuses is written together. */
function readerOf(pool: Pool): ReadStatuses {
  const known = readers.get(pool);
  if (known) return known;
  const reader = gatherAsks<string[], ProcessedStatuses>(
    async (asked) => {
      const read = await processStatusEvents(pool, asked.flat());
      return asked.map(() => read);
    },
    { most: MOST },
  );
  readers.set(pool, reader);
  return reader;
}

/** Gives journal rows their meaning; a row that cannot be read is marked and does not stop the rest. */
export const processProviderEvents: Handler<'process-provider-events'> = async (
  { eventIds },
  { pool, log, markChanged },
) => {
  const statuses = await readerOf(pool)(eventIds);
  for (const id of statuses.workspaceIds) markChanged(id);
  for (const eventId of eventIds.filter((id) => !statuses.done.has(id))) {
    const { state, workspaceIds, error } = await processProviderEvent(pool, eventId);
    if (state === 'failed') log.warn({ eventId, error }, 'a provider event could not be read');
    for (const id of workspaceIds) markChanged(id);
  }
};
