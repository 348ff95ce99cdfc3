import type { Context } from '#schema/context.ts';
import { Refusal } from '#schema/errors.ts';
import type { MadeLink } from '#schema/people.ts';
import type { Queryable } from '../queue.ts';
import { findPerson } from './find-person.ts';
import { holdAdmins } from './hold-admins.ts';
import { makeLink } from './make-link.ts';

/** A link by which a member chooses a new password, once. The one made for them before opens nothing any more. */
export async function offerPassword(
  tx: Queryable,
  ctx: Context,
  { id: memberId, now }: { id: string; now: number },
): Promise<MadeLink> {
  await holdAdmins(tx, ctx);
  const { workspaceId } = ctx;
  const { name, email, role, deactivatedAt } = await findPerson(tx, { workspaceId, id: memberId });
  if (deactivatedAt !== null) throw new Refusal('not_found');
  await tx.query(
    `update invitation set revoked_at = to_timestamp($2::float8 / 1000)
     where member_id = $1 and kind = 'password' and used_at is null and revoked_at is null`,
    [memberId, now],
  );
  return makeLink(tx, {
    ...{ workspaceId, kind: 'password', memberId, name, email, role, inboxIds: [] },
    ...{ byId: ctx.memberId, now },
  });
}
