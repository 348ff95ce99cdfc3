import { drainLane } from './drain-lane.ts';
import type { DrainDeps } from './drain-lane.ts';
import { LATER_LANE } from './outbox-lane.ts';
import { releaseLater } from './release-later.ts';

// Only the head of a lane, and only a lane nobody is calling for. What was owed at once has a bell of its own; it is
// looked after here only when that bell seems not to have been heard.
const DUE = `
  select o.lane, m.conversation_id as "conversationId" from outbox_item o left join message m on m.id = o.message_id
    join channel ch on ch.id = o.channel_id and ch.state = 'active'
  where o.state = 'queued' and not o.is_campaign and o.not_before <= to_timestamp($1::float8 / 1000)
    and (o.payload ? 'isDelayed' or o.not_before <= to_timestamp($1::float8 / 1000) - interval '2 seconds')
    and not exists (
      select 1 from outbox_item e where e.lane = o.lane and e.state in ('queued', 'sending') and e.sequence < o.sequence)
  order by o.not_before, o.sequence limit $2`;

const NEXT = `
  select min(o.not_before) as at from outbox_item o
  where o.state = 'queued' and not o.is_campaign and o.not_before > to_timestamp($1::float8 / 1000) - interval '3 seconds'`;

const AT_ONCE = 256;

/**
 * Sends what has become due by the clock alone: replies whose five seconds are over, replies written for later. Cheap
 * enough to ask five times a second; several workers may ask at once, for a lane is claimed by one. `busy`: the lanes
 * this process is sending already, kept by the caller between calls. Returns how many lanes were due.
 */
export async function drainDue(deps: DrainDeps, busy: Set<string>): Promise<number> {
  const free = AT_ONCE - busy.size;
  if (free <= 0) return busy.size;
  const values = [deps.now(), AT_ONCE];
  const due = await deps.pool.query<DueLane>({ name: 'due-lanes', text: DUE, values });
  const lanes = due.rows.filter(({ lane }) => !busy.has(lane)).slice(0, free);
  // What was written for later to one person comes in the order of its times, however late this look is.
  const talks = Map.groupBy(lanes, ({ lane, conversationId }) =>
    lane.startsWith(LATER_LANE) ? conversationId : lane,
  );
  await Promise.all([...talks.values()].map((talk) => drainTalk(deps, talk, busy)));
  return lanes.length;
}

type DueLane = { lane: string; conversationId: string | null };

async function drainTalk(deps: DrainDeps, talk: readonly DueLane[], busy: Set<string>): Promise<void> {
  for (const { lane } of talk) busy.add(lane);
  const ready = new Set<string>();
  try {
    for (const { lane } of talk) {
      const own = lane.startsWith(LATER_LANE)
        ? await releaseLater(deps.pool, { lane, now: deps.now() })
        : lane;
      if (own !== null) ready.add(own);
    }
    for (const lane of ready) await drainLane(deps, lane);
  } finally {
    for (const { lane } of talk) busy.delete(lane);
  }
}

/**
 * When something is next due by the clock, as far as is known now: what waits already but is not ours to send counts as
 * due at once. Null when nothing waits. Instants in ms.
 */
export async function nextDueAt({ pool, now }: Pick<DrainDeps, 'pool' | 'now'>): Promise<number | null> {
  const found = await pool.query<{ at: number | null }>({ name: 'next-due', text: NEXT, values: [now()] });
  return found.rows[0]?.at ?? null;
}
