import { handBackAway } from '#server/inbound/hand-back-away.ts';
import type { Handler } from './job-deps.ts';

/** Nobody waits on somebody who has been away too long, or who does not see them. */
export const handBackAwayJob: Handler<'hand-back-away'> = async (_, { pool, now, markChanged }) => {
  for (const workspaceId of await handBackAway(pool, now())) markChanged(workspaceId);
};
