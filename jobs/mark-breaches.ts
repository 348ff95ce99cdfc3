import { markBreaches } from '#server/inbound/mark-breaches.ts';
import type { Handler } from './handlers.ts';

/** Says of a promise that it is broken, when it is. */
export const markBreachesJob: Handler<'mark-breaches'> = async (_, { pool, now, markChanged }) => {
  for (const workspaceId of await markBreaches(pool, now())) markChanged(workspaceId);
};
