import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';

type Owner = { name: string; isHere: boolean; isOut: boolean };

/** Refuses an address with which somebody works here, or anywhere else: one sign-in is of one business. */
export async function refuseTaken(
  tx: Queryable,
  { workspaceId, email }: { workspaceId: string; email: string },
): Promise<void> {
  const found = await tx.query<Owner>(
    `select m.name, m.workspace_id = $1 as "isHere", m.deactivated_at is not null as "isOut"
     from auth."user" u join member m on m.user_id = u.id where u.email = $2
     order by (m.workspace_id = $1) desc limit 1`,
    [workspaceId, email],
  );
  const owner = found.rows[0];
  if (!owner) return;
  if (owner.isHere) throw new Refusal('already_member', { name: owner.name, isOut: owner.isOut });
  throw new Refusal('email_elsewhere');
}
