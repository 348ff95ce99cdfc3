import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { managersOf } from './managers-of.ts';
import { tellMembers } from './tell-activity.ts';

const AT_ONCE = 50;

// Told once: the word to whoever waits for it carries the escalation's id.
const OVERDUE = `
  select e.id, e.workspace_id as "workspaceId", e.conversation_id as "conversationId", e.to_id as "toId", e.by_id as "byId",
    e.reason, e.due_at as "dueAt", a.name as "askerName", d.deactivated_at is null and (d.role <> 'agent'
      or exists (select 1 from inbox_member s where s.member_id = d.id and s.inbox_id = c.inbox_id)) as "isSeen"
  from escalation e join member a on a.id = e.by_id join member d on d.id = e.to_id join conversation c on c.id = e.conversation_id
  where e.decided_at is null and e.due_at <= to_timestamp($1::float8 / 1000)
    and not exists (select 1 from notification n where n.id = 'decision:' || e.id || ':' || e.by_id)
  order by e.due_at, e.id limit ${AT_ONCE} for update of e skip locked`;

type Overdue = {
  id: string;
  workspaceId: string;
  conversationId: string;
  toId: string;
  byId: string;
  reason: string;
  dueAt: number;
  askerName: string;
  /** Does the one who was asked still see the conversation? */
  isSeen: boolean;
};

/**
 * A decision was due and is not there: the one who was asked hears of it once, or the managers who may decide for one who
 * does not see it any more; and so does the one who waits for it.
 */
export async function remindDecisions(pool: Pool, now: number): Promise<void> {
  while ((await remindSome(pool, now)) === AT_ONCE);
}

async function remindSome(pool: Pool, now: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<Overdue>(OVERDUE, [now]);
    for (const e of rows) {
      const deciderIds = e.isSeen ? [e.toId] : await managersOf(tx, e.workspaceId);
      await tellMembers(tx, {
        cause: `decision:${e.id}`,
        memberIds: [...new Set([...deciderIds, e.byId])],
        workspaceId: e.workspaceId,
        conversationId: e.conversationId,
        kind: 'decision_due',
        data: { reason: e.reason, dueAt: e.dueAt },
        at: now,
        actorName: e.askerName,
      });
    }
    return rows.length;
  });
}
