import { markBreaches } from '#server/inbound/mark-breaches.ts';
import { remindDecisions } from '#server/inbound/remind-decisions.ts';
import { warnDueSoon } from '#server/inbound/warn-due-soon.ts';
import type { Handler } from './job-deps.ts';

/** Says of a promise that it is broken, when it is, and before that once that it soon will be; and of decisions that are due. */
export const markBreachesJob: Handler<'mark-breaches'> = async (_, { pool, now, markChanged }) => {
  for (const workspaceId of await markBreaches(pool, now())) markChanged(workspaceId);
  await warnDueSoon(pool, now());
  await remindDecisions(pool, now());
};
