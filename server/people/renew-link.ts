import type { Context } from '#schema/context.ts';
import { INVITATION_MS } from '#schema/domain/invitation-state.ts';
import { Refusal } from '#schema/errors.ts';
import type { MadeLink } from '#schema/people.ts';
import type { Queryable } from '../queue.ts';
import { holdAdmins } from './hold-admins.ts';
import { makeToken } from './link-token.ts';

/** Another secret and another seven days for an invitation that was not used: the link before opens nothing from now on. */
export async function renewLink(
  tx: Queryable,
  ctx: Context,
  { id, now }: { id: string; now: number },
): Promise<MadeLink> {
  await holdAdmins(tx, ctx);
  const { token, hash } = makeToken();
  const renewed = await tx.query(
    `update invitation set token_hash = $3, invited_by_id = $4, created_at = to_timestamp($5::float8 / 1000),
       expires_at = to_timestamp($6::float8 / 1000)
     where id = $1 and workspace_id = $2 and kind = 'join' and used_at is null and revoked_at is null`,
    [id, ctx.workspaceId, hash, ctx.memberId, now, now + INVITATION_MS],
  );
  if (renewed.rowCount !== 1) throw new Refusal('not_found');
  return { id, token };
}

/** Takes an invitation back, whoever has its link. */
export async function revokeLink(
  tx: Queryable,
  ctx: Context,
  { id, now }: { id: string; now: number },
): Promise<void> {
  await holdAdmins(tx, ctx);
  const revoked = await tx.query(
    `update invitation set revoked_at = to_timestamp($3::float8 / 1000)
     where id = $1 and workspace_id = $2 and used_at is null and revoked_at is null`,
    [id, ctx.workspaceId, now],
  );
  if (revoked.rowCount !== 1) throw new Refusal('not_found');
}
