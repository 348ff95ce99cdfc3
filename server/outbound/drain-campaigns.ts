import { drainLane } from './drain-lane.ts';
import type { DrainDeps } from './drain-lane.ts';

// One per lane, the first it owes; as many as the number may send until the next look, with some to spare.
const DUE = `
  select o.lane from channel ch, lateral (
    select lane from outbox_item o
    where o.channel_id = ch.id and o.state = 'queued' and o.is_campaign and o.not_before <= to_timestamp($1::float8 / 1000)
      and not exists (
        select 1 from outbox_item e where e.lane = o.lane and e.state in ('queued', 'sending') and e.sequence < o.sequence)
    order by o.sequence limit ceil(ch.sends_per_second * $2::float8 / 1000)) o
  where ch.state = 'active'`;

const AT_ONCE = 4;

/** How often campaigns are looked after. */
export const CAMPAIGN_EVERY_MS = 200;

/**
 * Sends what campaigns owe, as far as the pace of their numbers reaches until the next look. People's replies never stand
 * behind it: they have bells and workers of their own. `busy`: the lanes this process is sending already.
 */
export async function drainCampaigns(deps: DrainDeps, busy: Set<string>): Promise<void> {
  if (busy.size > 0) return;
  const due = await deps.pool.query<{ lane: string }>(DUE, [deps.now(), CAMPAIGN_EVERY_MS]);
  const lanes = due.rows.map(({ lane }) => lane);
  for (const lane of lanes) busy.add(lane);
  async function work(): Promise<void> {
    for (let lane = lanes.shift(); lane !== undefined; lane = lanes.shift()) {
      await drainLane(deps, lane).finally(() => busy.delete(lane!));
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    busy.clear();
  }
}
