import { DRAINED_AT_ONCE, drainQueue } from '#server/inbound/drain-queue.ts';
import type { Handler } from './job-deps.ts';

/** Gives what waits in one inbox to those who have room. */
export const drainQueueJob: Handler<'drain-queue'> = async ({ inboxId }, { pool, now, markChanged }) => {
  for (;;) {
    const { assigned, workspaceId } = await drainQueue(pool, { inboxId, now: now() });
    if (assigned > 0 && workspaceId) markChanged(workspaceId);
    // As many as are given at a time found somebody: there may be room for more.
    if (assigned < DRAINED_AT_ONCE) return;
  }
};
