import type { Pool } from 'pg';
import type { Context } from '#schema/context.ts';
import type { MemberRole } from '#schema/tables.gen.ts';
import type { Auth } from './create-auth.ts';

type MemberLine = { id: string; workspaceId: string; role: MemberRole; name: string; inboxIds: string[] };

const MEMBER_OF_USER = `
  select m.id, m.workspace_id as "workspaceId", m.role, m.name,
    coalesce((select array_agg(im.inbox_id) from inbox_member im where im.member_id = m.id), '{}') as "inboxIds"
  from member m
  where m.user_id = $1 and m.deactivated_at is null
  order by m.created_at, m.id
  limit 1`;

/** Who sent this request, from its session cookie; null for a stranger, an expired session or a removed member. */
export type WhoIsAsking = (headers: Headers) => Promise<Context | null>;

export function createWhoIsAsking({ auth, pool }: { auth: Auth; pool: Pool }): WhoIsAsking {
  return async function whoIsAsking(headers) {
    if (!headers.has('cookie')) return null;
    const session = await auth.api.getSession({ headers });
    if (!session) return null;
    const member = (
      await pool.query<MemberLine>({
        name: 'member-of-user',
        text: MEMBER_OF_USER,
        values: [session.user.id],
      })
    ).rows[0];
    if (!member) return null;
    return {
      memberId: member.id,
      workspaceId: member.workspaceId,
      role: member.role,
      name: member.name,
      inboxIds: member.role === 'agent' ? member.inboxIds : 'all',
    };
  };
}
