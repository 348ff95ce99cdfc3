import { invitationState } from '#schema/domain/invitation-state.ts';
import type { InvitationTimes } from '#schema/domain/invitation-state.ts';
import { Refusal } from '#schema/errors.ts';
import type { OpenedLink } from '#schema/people.ts';
import { createUser } from '../auth/create-user.ts';
import { setPassword } from '../auth/set-password.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { hashToken } from './link-token.ts';
import { refuseTaken } from './refuse-taken.ts';
import { seatPerson } from './seat-person.ts';

type Line = OpenedLink &
  InvitationTimes & {
    id: string;
    workspaceId: string;
    memberId: string | null;
    invitedById: string;
    inboxIds: string[];
  };

const LINK = `
  select n.id, n.kind, n.name, n.email, n.role, n.workspace_id as "workspaceId", n.member_id as "memberId",
    n.invited_by_id as "invitedById", n.inbox_ids as "inboxIds", n.used_at as "usedAt", n.revoked_at as "revokedAt",
    n.expires_at as "expiresAt", w.name as "workspaceName", b.name as "invitedBy"
  from invitation n join workspace w on w.id = n.workspace_id join member b on b.id = n.invited_by_id
  where n.token_hash = $1 for update of n`;

const OVER = { used: 'link_used', taken_back: 'link_taken_back', expired: 'link_expired' } as const;

type Opened = { token: string; now: number };

async function findOpen(tx: Queryable, { token, now }: Opened): Promise<Line> {
  const line = (await tx.query<Line>(LINK, [hashToken(token)])).rows[0];
  if (!line) throw new Refusal('link_unknown');
  const state = invitationState(line, now);
  if (state !== 'open') throw new Refusal(OVER[state]);
  return line;
}

/** Who asks whom to what, for the page the link opens. Refuses a link that is over, or none of ours. */
export async function showLink(tx: Queryable, opened: Opened): Promise<OpenedLink> {
  const { kind, name, email, role, workspaceName, invitedBy } = await findOpen(tx, opened);
  return { kind, name, email, role, workspaceName, invitedBy };
}

/** Uses a link up: a colleague joins, or a member has a new password and is signed out elsewhere. Tells the e-mail to sign in with. */
export async function takeUpLink(
  tx: Queryable,
  { name, password, ...opened }: Opened & { name: string; password: string },
): Promise<{ email: string; memberId: string; workspaceId: string }> {
  const line = await findOpen(tx, opened);
  const { email, workspaceId } = line;
  const memberId = line.memberId ?? uuidv7();
  if (line.kind === 'join') await addMember(tx, line, { memberId, name, password });
  else {
    const found = await tx.query<{ userId: string }>('select user_id as "userId" from member where id = $1', [
      memberId,
    ]);
    await setPassword(tx, { userId: found.rows[0]!.userId, password });
  }
  await tx.query(
    'update invitation set used_at = to_timestamp($2::float8 / 1000), member_id = $3 where id = $1',
    [line.id, opened.now, memberId],
  );
  return { email, memberId, workspaceId };
}

async function addMember(
  tx: Queryable,
  { workspaceId, email, role, inboxIds, invitedById }: Line,
  { memberId, name, password }: { memberId: string; name: string; password: string },
): Promise<void> {
  const known = await tx.query('select 1 from auth."user" where email = $1', [email]);
  const userId = await createUser(tx, { name, email, password });
  // Asked after the sign-in is ours: of two businesses that ask for one address at once, one is told.
  await refuseTaken(tx, { workspaceId, email });
  if (known.rowCount === 1) await setPassword(tx, { userId, password });
  await tx.query(
    'insert into member (id, workspace_id, user_id, name, role, invited_by_id) values ($1, $2, $3, $4, $5, $6)',
    [memberId, workspaceId, userId, name, role, invitedById],
  );
  await seatPerson(tx, { workspaceId, id: memberId, inboxIds });
}
