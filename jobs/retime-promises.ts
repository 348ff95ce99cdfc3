import { retimePromises } from '#server/inbound/retime-promises.ts';
import type { Handler } from './job-deps.ts';

/** A business changed its hours, holidays or targets: what it promised already follows. */
export const retimePromisesJob: Handler<'retime-promises'> = async (
  { workspaceId },
  { pool, now, markChanged },
) => {
  if ((await retimePromises(pool, { workspaceId, now })) > 0) markChanged(workspaceId);
};
