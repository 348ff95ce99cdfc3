import { drainLane } from './drain-lane.ts';
import type { DrainDeps } from './drain-lane.ts';

// One per lane, the first it owes; twice as many as the number may send until the next look, to catch up after a late one.
const DUE = `
  select o.lane from channel ch, lateral (
    select lane from outbox_item o
    where o.channel_id = ch.id and o.state = 'queued' and o.is_campaign and o.not_before <= to_timestamp($1::float8 / 1000)
      and not exists (
        select 1 from outbox_item e where e.lane = o.lane and e.state in ('queued', 'sending') and e.sequence < o.sequence)
    order by o.sequence limit ceil(ch.sends_per_second * $2::float8 / 500)) o
  where ch.state = 'active'`;

const AT_ONCE = 512;

/** How often campaigns are looked after. */
export const CAMPAIGN_EVERY_MS = 200;

/**
 * Sends what campaigns owe, as far as the pace of their numbers reaches until the next look. People's replies never stand
 * behind it: they have bells and workers of their own. Returns how many lanes were due. `busy`: the lanes this process is
 * sending already.
 */
export async function drainCampaigns(deps: DrainDeps, busy: Set<string>): Promise<number> {
  const values = [deps.now(), CAMPAIGN_EVERY_MS];
  const due = await deps.pool.query<{ lane: string }>({ name: 'due-campaigns', text: DUE, values });
  const lanes = due.rows.map(({ lane }) => lane).filter((lane) => !busy.has(lane));
  await Promise.all(
    lanes.slice(0, Math.max(0, AT_ONCE - busy.size)).map(async (lane) => {
      busy.add(lane);
      await drainLane({ ...deps, isCampaign: true }, lane).finally(() => busy.delete(lane));
    }),
  );
  return due.rows.length;
}
