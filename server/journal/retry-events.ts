import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { jobCatalogue, enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';

const BATCH = 200;

/**
 * Puts one event back in line and rings its bell, in the caller's transaction. Only one that was not understood, was
 * set aside, or was for a number nobody owned: what was understood is never said twice. Returns whether it was moved.
 */
export async function retryEvent(tx: Queryable, id: string): Promise<boolean> {
  const moved = await tx.query(
    `update provider_event set state = 'pending', error = null, processed_at = null
     where id = $1 and (state in ('pending', 'failed', 'dismissed') or unknown_channel)`,
    [id],
  );
  if (moved.rowCount !== 1) return false;
  await enqueue(tx, 'process-provider-events', { eventIds: [id] }, { key: `event:${id}` });
  return true;
}

/** Sets one event aside for good: nobody will try it again by machine. Returns whether it was moved. */
export async function dismissEvent(tx: Queryable, id: string): Promise<boolean> {
  const moved = await tx.query(
    `update provider_event set state = 'dismissed', processed_at = now()
     where id = $1 and (state = 'failed' or (state = 'processed' and unknown_channel))`,
    [id],
  );
  return moved.rowCount === 1;
}

/** Puts back in line what came for a number before anybody here had it, in the caller's transaction. Returns how many. */
export async function retryEventsFor(tx: Queryable, phoneNumberId: string): Promise<number> {
  const moved = await tx.query<{ id: string }>(
    `update provider_event set state = 'pending', error = null, processed_at = null
     where unknown_channel and state in ('processed', 'failed') and position(convert_to($1, 'UTF8') in body) > 0
     returning id::text`,
    [`"${phoneNumberId}"`],
  );
  await ringFor(
    tx,
    moved.rows.map((r) => r.id),
  );
  return moved.rows.length;
}

/** Puts every failed event back in line, a batch at a time. Returns how many. */
export async function retryFailedEvents(pool: Pool): Promise<number> {
  for (let total = 0, after = '0'; ;) {
    const ids = await inTransaction(pool, async (tx) => {
      const moved = await tx.query<{ id: string }>(
        `update provider_event set state = 'pending', error = null, processed_at = null
         where id in (select id from provider_event where state = 'failed' and id > $1 order by id limit ${BATCH}) returning id::text`,
        [after],
      );
      return ringFor(
        tx,
        moved.rows.map((r) => r.id),
      );
    });
    const last = ids.at(-1);
    if (last === undefined) return total;
    total += ids.length;
    after = last;
  }
}

/** Rings for each of these events, the oldest first. Returns them in that order. */
async function ringFor(tx: Queryable, ids: readonly string[]): Promise<string[]> {
  const { maxAttempts, priority } = jobCatalogue['process-provider-events'];
  const list = [...ids].sort((a, b) => Number(BigInt(a) - BigInt(b)));
  await tx.query(
    `select graphile_worker.add_job('process-provider-events', json_build_object('eventIds', json_build_array(id)),
       max_attempts := $2, priority := $3, job_key := 'event:' || id) from unnest($1::text[]) id`,
    [list, maxAttempts, priority],
  );
  return list;
}
