import type { Invitation, People, Person } from '#schema/people.ts';
import type { Queryable } from '../queue.ts';

const PEOPLE = `
  select m.id, m.name, coalesce(u.email, '') as email, m.role, m.capacity, m.deactivated_at as "deactivatedAt",
    coalesce((select array_agg(s.inbox_id::text order by s.inbox_id) from inbox_member s where s.member_id = m.id), '{}') as "inboxIds",
    b.name as "invitedBy", c.name as "changedBy", m.changed_at as "changedAt"
  from member m left join auth."user" u on u.id = m.user_id
    left join member b on b.id = m.invited_by_id left join member c on c.id = m.changed_by_id
  where m.workspace_id = $1 order by lower(m.name), m.id`;

const INVITATIONS = `
  select n.id, n.name, n.email, n.role, n.inbox_ids::text[] as "inboxIds", b.name as "invitedBy", n.created_at as "createdAt",
    n.expires_at as "expiresAt"
  from invitation n join member b on b.id = n.invited_by_id
  where n.workspace_id = $1 and n.kind = 'join' and n.used_at is null and n.revoked_at is null
  order by n.created_at desc, n.id`;

/** Everyone who works or worked in a business, and who was asked to. */
export async function listPeople(db: Queryable, workspaceId: string): Promise<People> {
  const people = await db.query<Person>(PEOPLE, [workspaceId]);
  const invitations = await db.query<Invitation>(INVITATIONS, [workspaceId]);
  return { people: people.rows, invitations: invitations.rows };
}
