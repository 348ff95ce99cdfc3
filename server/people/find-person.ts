import { Refusal } from '#schema/errors.ts';
import type { MemberRole } from '#schema/tables.gen.ts';
import type { Queryable } from '../queue.ts';

export type Person = {
  id: string;
  userId: string;
  name: string;
  email: string;
  role: MemberRole;
  deactivatedAt: number | null;
};

/** One person of a business, locked. Refuses `not_found` for one of another. */
export async function findPerson(
  tx: Queryable,
  { workspaceId, id }: { workspaceId: string; id: string },
): Promise<Person> {
  const found = await tx.query<Person>(
    `select m.id, m.user_id as "userId", m.name, coalesce(u.email, '') as email, m.role, m.deactivated_at as "deactivatedAt"
     from member m left join auth."user" u on u.id = m.user_id
     where m.workspace_id = $1 and m.id = $2 for update of m`,
    [workspaceId, id],
  );
  const person = found.rows[0];
  if (!person) throw new Refusal('not_found');
  return person;
}
