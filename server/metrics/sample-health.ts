import type { Pool } from 'pg';

const QUARTER_MS = 15 * 60_000;
const KEPT_QUARTERS = 4 * 26;

/** The health views whose counts are kept, as the prefixes of their live counts. */
const SAMPLED = ['firstLate', 'troubled', 'noOwner', 'followUps', 'us', 'them', 'escalated'];

/** Keeps how many stand in each health view now, once a quarter of an hour; the newest value of a quarter stays. */
export async function sampleHealth(pool: Pool, now: number): Promise<void> {
  const quarter = Math.floor(now / QUARTER_MS);
  await pool.query(
    `insert into health_sample (workspace_id, key, quarter, count)
     select w.id, k, $2, coalesce((select sum(v.count) from view_count v
       where v.workspace_id = w.id and v.key like k || ':%'), 0)::int
     from workspace w, unnest($1::text[]) k
     on conflict (workspace_id, key, quarter) do update set count = excluded.count
     where health_sample.count <> excluded.count`,
    [SAMPLED, quarter],
  );
  await pool.query('delete from health_sample where quarter < $1', [quarter - KEPT_QUARTERS]);
}
