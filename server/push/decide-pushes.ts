import type { Pool } from 'pg';
import { PRESENCE_TIMEOUT_MS } from '#schema/domain/presence-fresh.ts';
import { preferencesFrom } from '#schema/domain/notification-topics.ts';
import { decidePush } from '#schema/domain/push-decision.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';

type Listener = {
  isAway: boolean;
  timeZone: string;
  topics: unknown;
  quiet: unknown;
  isAwayOnly: boolean | null;
  /** The conversations in front of them; null where a tab shows none. */
  onScreen: (string | null)[];
  subscriptionIds: string[];
  since: number;
};
type Undecided = { id: string; kind: string; conversationId: string | null; isVisible: boolean };

const LISTENER = `
  select m.availability = 'away' as "isAway", w.time_zone as "timeZone", p.topics, p.quiet, p.is_away_only as "isAwayOnly",
    array(select r.conversation_id::text from presence r join presence_beat b on b.presence_id = r.id
      where r.member_id = m.id and b.beat_at > to_timestamp($2::float8 / 1000)) as "onScreen",
    array_agg(s.id order by s.created_at) as "subscriptionIds", min(s.created_at) as since
  from member m join workspace w on w.id = m.workspace_id
  join push_subscription s on s.member_id = m.id and s.workspace_id = m.workspace_id
  left join notification_preference p on p.member_id = m.id
  where m.id = $1 and m.deactivated_at is null
  group by m.id, w.id, p.member_id`;

// Only from when this person first had a device; and an agent taken out of an inbox is told no more of what is in it.
const UNDECIDED = `
  select n.id, n.kind, n.conversation_id as "conversationId",
    m.role <> 'agent' or c.id is null
      or exists (select 1 from inbox_member i where i.member_id = m.id and i.inbox_id = c.inbox_id) as "isVisible"
  from notification n join member m on m.id = n.member_id left join conversation c on c.id = n.conversation_id
  where n.member_id = $1 and n.workspace_id = m.workspace_id and n.push_settled_at is null and n.read_at is null
    and n.at >= to_timestamp($2::float8 / 1000)
  order by n.at desc, n.id limit 200 for update of n skip locked`;

/**
 * Decides about everything a person was told and no device was: settles what needs no push, hands what does to their
 * devices as one message each, and comes back when quiet hours end. The decision and the bells are one transaction.
 */
export async function decidePushes(
  pool: Pool,
  { memberId, now }: { memberId: string; now: number },
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const found = await tx.query<Listener>(LISTENER, [memberId, now - PRESENCE_TIMEOUT_MS]);
    const listener = found.rows[0];
    if (!listener) return;
    const { rows } = await tx.query<Undecided>(UNDECIDED, [memberId, listener.since]);
    const decided = rows.map((n) => ({ n, decision: n.isVisible ? decide(n, listener, now) : DROPPED }));
    const settled = decided.filter(({ decision }) => decision.act !== 'hold').map(({ n }) => n.id);
    const notificationIds = decided.filter(({ decision }) => decision.act === 'send').map(({ n }) => n.id);
    const ends = decided.flatMap(({ decision }) => (decision.act === 'hold' ? [decision.until] : []));
    await settle(tx, settled, now);
    if (notificationIds.length > 0) {
      for (const subscriptionId of listener.subscriptionIds)
        await enqueue(tx, 'send-push', { subscriptionId, notificationIds });
    }
    if (ends.length > 0)
      await enqueue(tx, 'decide-push', { memberId }, { runAt: Math.min(...ends), key: `push:${memberId}` });
  });
}

const DROPPED = { act: 'drop', why: 'unwanted' } as const;

function decide(n: Undecided, listener: Listener, now: number) {
  return decidePush({
    kind: n.kind,
    isRead: false,
    isHere: listener.onScreen.length > 0,
    isAway: listener.isAway,
    isLookingAtIt: n.conversationId !== null && listener.onScreen.includes(n.conversationId),
    preferences: preferencesFrom(listener),
    timeZone: listener.timeZone,
    now,
  });
}

async function settle(tx: Queryable, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    'update notification set push_settled_at = to_timestamp($2::float8 / 1000) where id = any ($1::text[])',
    [ids, now],
  );
}
