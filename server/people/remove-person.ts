import type { Context } from '#schema/context.ts';
import { refuseStaffChange } from '#schema/domain/staff-change.ts';
import { Refusal } from '#schema/errors.ts';
import { endSessions } from '../auth/set-password.ts';
import { ringQueues } from '../inbound/drain-queue.ts';
import { managersOf } from '../inbound/managers-of.ts';
import { tellMembers } from '../inbound/tell-activity.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { findPerson } from './find-person.ts';
import { holdAdmins } from './hold-admins.ts';
import { seatPerson } from './seat-person.ts';

type About = { id: string; now: number };

const OUT = `
  update member set deactivated_at = to_timestamp($2::float8 / 1000), is_at_desk = false, changed_by_id = $3,
    changed_at = to_timestamp($2::float8 / 1000),
    left_inbox_ids = coalesce((select array_agg(s.inbox_id order by s.inbox_id) from inbox_member s where s.member_id = $1), '{}')
  where id = $1`;

// What they left open on a device or in somebody's hands: nobody waits for it, and nothing comes in by it.
const TRACES = [
  'delete from inbox_member where member_id = $1',
  'delete from reply_lease where member_id = $1',
  'delete from presence where member_id = $1',
  'delete from attendance where member_id = $1',
  'delete from push_subscription where member_id = $1',
];

const LINKS = `
  update invitation set revoked_at = to_timestamp($2::float8 / 1000)
  where used_at is null and revoked_at is null and (invited_by_id = $1 or member_id = $1)`;

/**
 * Takes somebody out at once: their sessions end, the replies they held are free, the links they made open nothing, and
 * what they owned goes back to the queue. Their name stays on what they did. Refuses the last admin and oneself.
 */
export async function removePerson(tx: Queryable, ctx: Context, { id, now }: About): Promise<void> {
  const adminIds = await holdAdmins(tx, ctx);
  const person = await findPerson(tx, { workspaceId: ctx.workspaceId, id });
  if (person.deactivatedAt !== null) throw new Refusal('not_found');
  const code = refuseStaffChange({
    ...{ askerId: ctx.memberId, memberId: id, adminIds },
    ...{ staysAdmin: false, isLeaving: true },
  });
  if (code) throw new Refusal(code, { name: person.name });
  await tx.query(OUT, [id, now, ctx.memberId]);
  for (const trace of TRACES) await tx.query(trace, [id]);
  await tx.query(LINKS, [id, now]);
  await endSessions(tx, person.userId);
  await callManagers(tx, ctx, { id, now });
  await enqueue(tx, 'hand-back-away', {});
}

type Undecided = {
  id: string;
  conversationId: string;
  reason: string;
  dueAt: number | null;
  askerName: string;
};

/** What somebody was asked to decide and did not, the managers decide: they are told now, not when it is due. */
async function callManagers(tx: Queryable, { workspaceId }: Context, { id, now }: About): Promise<void> {
  const undecided = await tx.query<Undecided>(
    `select e.id, e.conversation_id as "conversationId", e.reason, e.due_at as "dueAt", a.name as "askerName"
     from escalation e join member a on a.id = e.by_id where e.to_id = $1 and e.decided_at is null order by e.at, e.id`,
    [id],
  );
  if (undecided.rows.length === 0) return;
  const memberIds = await managersOf(tx, workspaceId);
  for (const e of undecided.rows) {
    await tellMembers(tx, {
      ...{ cause: `left:${e.id}`, memberIds, workspaceId, conversationId: e.conversationId, at: now },
      ...{ kind: 'escalated', data: { reason: e.reason, dueAt: e.dueAt }, actorName: e.askerName },
    });
  }
}

/** Lets somebody in again, as who they were and where they worked. */
export async function restorePerson(tx: Queryable, ctx: Context, { id, now }: About): Promise<void> {
  await holdAdmins(tx, ctx);
  const { workspaceId } = ctx;
  const person = await findPerson(tx, { workspaceId, id });
  if (person.deactivatedAt === null) throw new Refusal('not_found');
  const back = await tx.query<{ inboxIds: string[] }>(
    `update member set deactivated_at = null, changed_by_id = $2, changed_at = to_timestamp($3::float8 / 1000)
     where id = $1 returning left_inbox_ids as "inboxIds"`,
    [id, ctx.memberId, now],
  );
  await seatPerson(tx, { workspaceId, id, inboxIds: back.rows[0]?.inboxIds ?? [] });
  // A session that began while they were being taken out does not come to life with them.
  await endSessions(tx, person.userId);
  await ringQueues(tx, workspaceId);
}
