import type { Pool } from 'pg';
import { pickByPolicy } from '#schema/domain/route-conversation.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { holdTurns, loadInboxes, loadPeopleAndRules } from './load-routing.ts';
import { keepTurn } from './route-conversation.ts';
import { tellActivity, tellMembers } from './tell-activity.ts';

/** How many are given out in one transaction. */
export const DRAINED_AT_ONCE = 50;

const WAITING = `
  select id from conversation
  where inbox_id = $1 and status = 'open' and waiting_on = 'us' and assignee_id is null
  order by queue_order, id limit ${DRAINED_AT_ONCE} for update skip locked`;

/**
 * Gives what waits in an inbox to those who have room now, longest wait first, by the inbox's policy. Returns how many
 * found somebody. An inbox where people pick for themselves is left alone.
 */
export async function drainQueue(
  pool: Pool,
  { inboxId, now }: { inboxId: string; now: number },
): Promise<{ assigned: number; workspaceId: string | null }> {
  return inTransaction(pool, async (tx) => {
    const found = await tx.query<{ workspaceId: string }>(
      `select workspace_id as "workspaceId" from inbox where id = $1 and policy <> 'manual'`,
      [inboxId],
    );
    const workspaceId = found.rows[0]?.workspaceId;
    if (!workspaceId) return { assigned: 0, workspaceId: null };
    await holdTurns(tx, workspaceId);
    let inbox = (await loadInboxes(tx, workspaceId)).find((i) => i.id === inboxId)!;
    let { members } = await loadPeopleAndRules(tx, workspaceId);
    let assigned = 0;
    for (const { id } of (await tx.query<{ id: string }>(WAITING, [inboxId])).rows) {
      const { memberId, reason } = pickByPolicy(inbox, members);
      if (memberId === null) break;
      await tx.query('update conversation set assignee_id = $2, updated_at = now() where id = $1', [
        id,
        memberId,
      ]);
      const data = { ...reason.params, memberId, reason: reason.code, rule: null };
      const line = { workspaceId, conversationId: id, data, at: now };
      const cause = await tellActivity(tx, { ...line, kind: 'routed' });
      await tellMembers(tx, { ...line, cause, memberIds: [memberId], kind: 'assigned' });
      await keepTurn(tx, inboxId, memberId);
      inbox = { ...inbox, lastAssignedId: memberId };
      members = members.map((m) => (m.id === memberId ? { ...m, load: m.load + 1 } : m));
      assigned++;
    }
    return { assigned, workspaceId };
  });
}

/** Somebody came online, freed up or gave something back: what waits in this business's queues may go to them. */
export async function ringQueues(tx: Queryable, workspaceId: string): Promise<void> {
  const inboxes = await tx.query<{ id: string }>(
    `select id from inbox where workspace_id = $1 and policy <> 'manual' order by id`,
    [workspaceId],
  );
  for (const { id } of inboxes.rows)
    await enqueue(tx, 'drain-queue', { inboxId: id }, { key: `queue:${id}` });
}
