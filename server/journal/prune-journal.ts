import type { Pool } from 'pg';

const BATCH = 200;
const MOST_BATCHES = 500;

const PRUNE = `
  delete from provider_event where id in (
    select id from provider_event where state in ('processed', 'dismissed') and received_at < to_timestamp($1::float8 / 1000)
    order by id limit ${BATCH} for update skip locked)`;

/**
 * Deletes events received before an instant (ms) that have had their meaning, a small batch at a time; what failed or
 * waits stays whatever its age. Returns how many went; what is left after many batches is for the next time.
 */
export async function pruneJournal(pool: Pool, receivedBefore: number): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const gone = (await pool.query(PRUNE, [receivedBefore])).rowCount ?? 0;
    total += gone;
    if (gone < BATCH) break;
  }
  return total;
}
