import type { Queryable } from '../queue.ts';

/** What is written for later waits in a lane of its own under this name until its time comes. */
export const LATER_LANE = 'later:';

/** One lane is worked by one at a time: whoever claims from it or takes something out of it holds this until commit. */
export async function lockLane(tx: Queryable, lane: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [lane]);
}

/** Those of these lanes that nobody else works by now are held until commit; the rest are left alone. */
export async function tryLockLanes(tx: Queryable, lanes: readonly string[]): Promise<string[]> {
  const tried = await tx.query<{ lane: string; isMine: boolean }>({
    name: 'try-lock-lanes',
    text: `select lane, pg_try_advisory_xact_lock(hashtextextended(lane, 1)) as "isMine" from unnest($1::text[]) lane`,
    values: [lanes],
  });
  return tried.rows.filter(({ isMine }) => isMine).map(({ lane }) => lane);
}
