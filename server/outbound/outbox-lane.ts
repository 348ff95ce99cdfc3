import type { Queryable } from '../queue.ts';

/** What is written for later waits in a lane of its own under this name until its time comes. */
export const LATER_LANE = 'later:';

/** One lane is worked by one at a time: whoever claims from it or takes something out of it holds this until commit. */
export async function lockLane(tx: Queryable, lane: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [lane]);
}
