import type { Pool } from 'pg';

const QUARTER_MS = 15 * 60_000;
const KEPT_QUARTERS = 4 * 26;

/** The health views whose counts are kept, as the prefixes of their live counts. */
const SAMPLED = ['firstLate', 'troubled', 'noOwner', 'followUps', 'us', 'them', 'escalated'];

// Of each inbox as `view:inbox`, and of all together.
const KEEP = `
  with counted as (
    select v.workspace_id, v.key, split_part(v.key, ':', 1) as view, v.count from view_count v
    where split_part(v.key, ':', 1) = any ($1::text[])),
  standing as (
    select w.id as workspace_id, k as key, coalesce((select sum(c.count) from counted c where c.workspace_id = w.id and c.view = k), 0)::int as count
      from workspace w, unnest($1::text[]) k
    union all select workspace_id, key, count from counted)
  insert into health_sample (workspace_id, key, quarter, count) select workspace_id, key, $2, count from standing
  on conflict (workspace_id, key, quarter) do update set count = excluded.count
    where health_sample.count <> excluded.count`;

/** Keeps how many stand in each health view now, once a quarter of an hour; the newest value of a quarter stays. */
export async function sampleHealth(pool: Pool, now: number): Promise<void> {
  const quarter = Math.floor(now / QUARTER_MS);
  await pool.query(KEEP, [SAMPLED, quarter]);
  await pool.query('delete from health_sample where quarter < $1', [quarter - KEPT_QUARTERS]);
}
