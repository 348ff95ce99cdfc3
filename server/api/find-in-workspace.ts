import type { Queryable } from '../queue.ts';
import { isId } from './is-id.ts';
import { bodyFault } from './problem.ts';

type Named = { id: string; name: string };

const FIND = {
  member: 'select id, name from member where id = $1 and workspace_id = $2 and deactivated_at is null',
  inbox: 'select id, name from inbox where id = $1 and workspace_id = $2',
} as const;

/** A member or an inbox that a body names. Throws a 422 problem about that field when the workspace has none such. */
export async function findInWorkspace(
  db: Queryable,
  what: keyof typeof FIND,
  { id, workspaceId, path }: { id: string; workspaceId: string; path: string },
): Promise<Named> {
  const found = isId(id) ? (await db.query<Named>(FIND[what], [id, workspaceId])).rows[0] : undefined;
  if (found) return found;
  throw bodyFault([{ path, message: `is no ${what} of this workspace` }]);
}
