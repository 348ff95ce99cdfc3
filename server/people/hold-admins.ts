import type { Context } from '#schema/context.ts';
import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';

/**
 * The admins of the asker's business, held until the transaction ends: of two who change people at once the second sees
 * what the first did. Refuses whoever is no admin any more.
 */
export async function holdAdmins(tx: Queryable, { workspaceId, memberId }: Context): Promise<string[]> {
  const held = await tx.query<{ id: string }>(
    `select id from member where workspace_id = $1 and role = 'admin' and deactivated_at is null order by id for update`,
    [workspaceId],
  );
  const adminIds = held.rows.map(({ id }) => id);
  if (!adminIds.includes(memberId)) throw new Refusal('forbidden');
  return adminIds;
}
