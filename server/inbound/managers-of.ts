import type { Queryable } from '../queue.ts';

/** The managers of a business, who are told where nobody owns what needs somebody. */
export async function managersOf(tx: Queryable, workspaceId: string): Promise<string[]> {
  const found = await tx.query<{ id: string }>(
    `select id from member where workspace_id = $1 and role = 'manager' and deactivated_at is null`,
    [workspaceId],
  );
  return found.rows.map(({ id }) => id);
}
