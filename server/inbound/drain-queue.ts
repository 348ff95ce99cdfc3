import type { Pool } from 'pg';
import { mayWork, pickByPolicy } from '#schema/domain/route-conversation.ts';
import type { RoutingReason } from '#schema/domain/route-conversation.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { holdTurns, loadInboxes, loadPeopleAndRules } from './load-routing.ts';
import { keepTurn } from './route-conversation.ts';
import { tellActivity, tellMembers } from './tell-activity.ts';

/** How many are given out in one transaction. */
export const DRAINED_AT_ONCE = 50;

// With those who gave them back by hand in this wait, or from whom they were taken: whom the clock took them from is none.
const WAITING = `
  select c.id, p.responsible_member_id as "responsibleId", gave.ids as "gaveUpIds"
  from conversation c join contact p on p.id = c.contact_id
  cross join lateral (
    select coalesce(array_agg(a.data ->> 'from'), '{}') as ids from activity a
    where a.conversation_id = c.id and a.at >= c.waiting_since and a.data ->> 'from' is not null
      and a.data ->> 'memberId' is null and a.data ->> 'reason' is null
      and a.kind in ('handed_back', 'unassigned', 'transferred')) gave
  where c.inbox_id = $1 and c.status = 'open' and c.waiting_on = 'us' and c.assignee_id is null`;
const LONGEST_FIRST = `order by c.queue_order, c.id limit ${DRAINED_AT_ONCE} for update of c skip locked`;
const OF_RESPONSIBLE = `${WAITING} and p.responsible_member_id = any($2::uuid[])
  and p.responsible_member_id::text <> all(gave.ids) ${LONGEST_FIRST}`;
const BY_TURN = `${WAITING} and not ($2::text[] <@ gave.ids) ${LONGEST_FIRST}`;

type Waiting = { id: string; responsibleId: string | null; gaveUpIds: string[] };

/**
 * Gives what waits in an inbox to those who may have it now, longest wait first: to the responsible member if available,
 * however much they have, else to those with room by the inbox's policy. Nobody is given again what they gave back.
 * Returns how many found somebody. An inbox where people pick for themselves is left alone.
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
    const give = async (id: string, memberId: string, reason: RoutingReason) => {
      await giveTo(tx, { workspaceId, id, memberId, reason, now });
      members = members.map((m) => (m.id === memberId ? { ...m, load: m.load + 1 } : m));
      assigned++;
    };
    const available = members.filter((m) => mayWork(m, inboxId));
    const theirs = await tx.query<Waiting>(OF_RESPONSIBLE, [inboxId, available.map((m) => m.id)]);
    for (const { id, responsibleId } of theirs.rows) {
      const { name } = available.find((m) => m.id === responsibleId)!;
      await give(id, responsibleId!, { code: 'responsible_available', params: { name } });
    }
    // Whoever could have a turn at all: what all of them gave back is not looked at.
    const inTurn = available.filter((m) => pickByPolicy(inbox, [m]).memberId !== null).map((m) => m.id);
    const others = await tx.query<Waiting>(BY_TURN, [inboxId, inTurn]);
    for (const { id, gaveUpIds } of others.rows) {
      const { memberId, reason } = pickByPolicy(
        inbox,
        members.filter((m) => !gaveUpIds.includes(m.id)),
      );
      if (memberId === null) continue;
      await give(id, memberId, reason);
      await keepTurn(tx, inboxId, memberId);
      inbox = { ...inbox, lastAssignedId: memberId };
    }
    return { assigned, workspaceId };
  });
}

/** Gives one to a member, says why in its timeline, and tells them. */
async function giveTo(
  tx: Queryable,
  given: { workspaceId: string; id: string; memberId: string; reason: RoutingReason; now: number },
): Promise<void> {
  const { workspaceId, id, memberId, reason, now } = given;
  await tx.query('update conversation set assignee_id = $2, updated_at = now() where id = $1', [
    id,
    memberId,
  ]);
  const data = { ...reason.params, memberId, reason: reason.code, rule: null };
  const line = { workspaceId, conversationId: id, data, at: now };
  const cause = await tellActivity(tx, { ...line, kind: 'routed' });
  await tellMembers(tx, { ...line, cause, memberIds: [memberId], kind: 'assigned' });
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
