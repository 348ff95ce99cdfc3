import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { ringQueues } from './drain-queue.ts';
import { tellActivity } from './tell-activity.ts';

const LEFT_BEHIND = `
  select c.id, c.workspace_id as "workspaceId", m.id as "memberId", m.name
  from member m
  join conversation c on c.assignee_id = m.id and c.status = 'open' and c.waiting_on = 'us'
  join inbox i on i.id = c.inbox_id
  where m.availability = 'away' and m.away_since is not null and i.hand_back_after_ms is not null
    and m.away_since <= to_timestamp(($1::float8 - i.hand_back_after_ms) / 1000)
  order by c.queue_order, c.id limit 200 for update of c skip locked`;

// Taken out of the inbox, or gone from the business: on no list of theirs would a customer ever be seen again.
const UNSEEN = `
  select c.id, c.workspace_id as "workspaceId", m.id as "memberId", m.name
  from member m join conversation c on c.assignee_id = m.id and c.status in ('open', 'snoozed')
  where m.deactivated_at is not null or (m.role = 'agent'
    and not exists (select 1 from inbox_member s where s.member_id = m.id and s.inbox_id = c.inbox_id))
  order by c.queue_order, c.id limit 200 for update of c skip locked`;

// Whatever changed without a bell (another system, a lost job): a queue with somebody in it is rung again.
const UNTENDED = `
  select distinct i.workspace_id as "workspaceId" from inbox i
  where i.policy <> 'manual' and exists (
    select 1 from conversation c where c.inbox_id = i.id and c.status = 'open' and c.waiting_on = 'us' and c.assignee_id is null)`;

type Line = { id: string; workspaceId: string; memberId: string; name: string };

/**
 * Customers whose owner has been away longer than their inbox allows, or does not see them any more, go back to the queue,
 * and whoever is there may have them. Returns the businesses in which something changed.
 */
export async function handBackAway(pool: Pool, now: number): Promise<string[]> {
  return inTransaction(pool, async (tx) => {
    const changed = new Set<string>();
    const handBack = async ({ id, workspaceId, memberId, name }: Line, reason: 'away' | 'unseen') => {
      await tx.query('update conversation set assignee_id = null, updated_at = now() where id = $1', [id]);
      const data = { from: memberId, name, reason };
      await tellActivity(tx, { workspaceId, conversationId: id, kind: 'handed_back', data, at: now });
      changed.add(workspaceId);
    };
    for (const line of (await tx.query<Line>(UNSEEN)).rows) await handBack(line, 'unseen');
    for (const line of (await tx.query<Line>(LEFT_BEHIND, [now])).rows) await handBack(line, 'away');
    const untended = (await tx.query<{ workspaceId: string }>(UNTENDED)).rows.map((r) => r.workspaceId);
    for (const workspaceId of new Set([...changed, ...untended])) await ringQueues(tx, workspaceId);
    return [...changed];
  });
}
