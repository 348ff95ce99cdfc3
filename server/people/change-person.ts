import type { Context } from '#schema/context.ts';
import { refuseStaffChange } from '#schema/domain/staff-change.ts';
import { Refusal } from '#schema/errors.ts';
import type { MemberRole } from '#schema/tables.gen.ts';
import { ringQueues } from '../inbound/drain-queue.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { findPerson } from './find-person.ts';
import { holdAdmins } from './hold-admins.ts';
import { seatPerson } from './seat-person.ts';

export type PersonChange = {
  name?: string | undefined;
  role?: MemberRole | undefined;
  capacity?: number | undefined;
  inboxIds?: readonly string[] | undefined;
};

/** Changes what is named of a person. What they do not see any more goes back to the queue, and queues may find them. */
export async function changePerson(
  tx: Queryable,
  ctx: Context,
  { id, change, now }: { id: string; change: PersonChange; now: number },
): Promise<void> {
  const adminIds = await holdAdmins(tx, ctx);
  const person = await findPerson(tx, { workspaceId: ctx.workspaceId, id });
  if (person.deactivatedAt !== null) throw new Refusal('not_found');
  const staysAdmin = (change.role ?? person.role) === 'admin';
  const code = refuseStaffChange({
    ...{ askerId: ctx.memberId, memberId: id, adminIds, staysAdmin },
    isLeaving: false,
  });
  if (code) throw new Refusal(code, { name: person.name });
  await tx.query(
    `update member set name = coalesce($2, name), role = coalesce($3::member_role, role), capacity = coalesce($4, capacity),
       changed_by_id = $5, changed_at = to_timestamp($6::float8 / 1000) where id = $1`,
    [id, change.name ?? null, change.role ?? null, change.capacity ?? null, ctx.memberId, now],
  );
  if (change.inboxIds) await seatPerson(tx, { workspaceId: ctx.workspaceId, id, inboxIds: change.inboxIds });
  await enqueue(tx, 'hand-back-away', {});
  await ringQueues(tx, ctx.workspaceId);
}
