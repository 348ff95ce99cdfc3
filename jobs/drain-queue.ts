import { drainQueue } from '#server/inbound/drain-queue.ts';
import type { Handler } from './handlers.ts';

/** Gives what waits in one inbox to those who have room. */
export const drainQueueJob: Handler<'drain-queue'> = async ({ inboxId }, { pool, now, markChanged }) => {
  const { assigned, workspaceId } = await drainQueue(pool, { inboxId, now: now() });
  if (assigned > 0 && workspaceId) markChanged(workspaceId);
};
