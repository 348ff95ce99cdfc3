import { invitationState } from '#schema/domain/invitation-state.ts';
import type { InvitationTimes } from '#schema/domain/invitation-state.ts';
import type { Context } from '#schema/context.ts';
import { Refusal } from '#schema/errors.ts';
import type { MemberRole } from '#schema/tables.gen.ts';
import type { MadeLink } from '#schema/people.ts';
import type { Queryable } from '../queue.ts';
import { holdAdmins } from './hold-admins.ts';
import { makeLink } from './make-link.ts';
import { refuseTaken } from './refuse-taken.ts';

type Standing = InvitationTimes & { id: string; name: string };

/**
 * Makes a link by which one person may join, once. Refuses an address that belongs to somebody here, to another business
 * or to an invitation that is still open; one that ran out makes room.
 */
export async function invitePerson(
  tx: Queryable,
  ctx: Context,
  {
    now,
    ...wanted
  }: { name: string; email: string; role: MemberRole; inboxIds: readonly string[]; now: number },
): Promise<MadeLink> {
  await holdAdmins(tx, ctx);
  const { workspaceId, memberId: byId } = ctx;
  await refuseTaken(tx, { workspaceId, email: wanted.email });
  const standing = await tx.query<Standing>(
    `select id, name, used_at as "usedAt", revoked_at as "revokedAt", expires_at as "expiresAt" from invitation
     where workspace_id = $1 and kind = 'join' and email = $2 and used_at is null and revoked_at is null for update`,
    [workspaceId, wanted.email],
  );
  for (const line of standing.rows) {
    if (invitationState(line, now) === 'open') throw new Refusal('already_invited', { name: line.name });
    await tx.query('update invitation set revoked_at = to_timestamp($2::float8 / 1000) where id = $1', [
      line.id,
      now,
    ]);
  }
  return makeLink(tx, { ...wanted, workspaceId, kind: 'join', memberId: null, byId, now });
}
