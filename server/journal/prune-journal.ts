import type { Pool } from 'pg';

const BATCH = 200;
const MOST_BATCHES = 500;

const PRUNE = `
  delete from provider_event where id in (
    select id from provider_event where state in ('processed', 'dismissed') and received_at < to_timestamp($1::float8 / 1000)
    order by id limit ${BATCH} for update skip locked)`;

// What waits for a message that has not come in all that time waits for one that others sent, or that is gone.
const FORGET = [
  'delete from parked_status where parked_at < to_timestamp($1::float8 / 1000)',
  'delete from parked_change where parked_at < to_timestamp($1::float8 / 1000)',
];

/**
 * Deletes events received before an instant (ms) that have had their meaning, a small batch at a time; what failed or
 * waits stays whatever its age. Statuses and changes that found no message go too. Returns how many went; what is left after many batches is for the next time.
 */
export async function pruneJournal(pool: Pool, receivedBefore: number): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const gone = (await pool.query(PRUNE, [receivedBefore])).rowCount ?? 0;
    total += gone;
    if (gone < BATCH) break;
  }
  for (const forget of FORGET) await pool.query(forget, [receivedBefore]);
  return total;
}
