import { INVITATION_MS } from '#schema/domain/invitation-state.ts';
import { Refusal } from '#schema/errors.ts';
import type { MadeLink } from '#schema/people.ts';
import type { MemberRole } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { makeToken } from './link-token.ts';

export type WantedLink = {
  workspaceId: string;
  kind: 'join' | 'password';
  memberId: string | null;
  name: string;
  email: string;
  role: MemberRole;
  inboxIds: readonly string[];
  byId: string;
  now: number;
};

/** Makes a link. Refuses `already_invited` while another of its kind stands for this address. */
export async function makeLink(tx: Queryable, link: WantedLink): Promise<MadeLink> {
  const id = uuidv7();
  const { token, hash } = makeToken();
  const made = await tx.query(
    `insert into invitation (id, workspace_id, kind, member_id, name, email, role, inbox_ids, token_hash, invited_by_id,
       created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, to_timestamp($11::float8 / 1000), to_timestamp($12::float8 / 1000))
     on conflict (workspace_id, kind, email) where used_at is null and revoked_at is null do nothing`,
    [
      ...[id, link.workspaceId, link.kind, link.memberId, link.name, link.email, link.role, link.inboxIds],
      ...[hash, link.byId, link.now, link.now + INVITATION_MS],
    ],
  );
  if (made.rowCount !== 1) throw new Refusal('already_invited', { name: link.name });
  return { id, token };
}
