import type { Pool } from 'pg';
import type { Context } from '#schema/context.ts';
import type { MemberRole } from '#schema/tables.gen.ts';
import { uuidv7 } from '#server/new-id.ts';
import { createSecretBox } from '#server/secret-box.ts';

export const SANDBOX_PHONE_NUMBER_ID = '100000000000001';
export const testSecretBox = createSecretBox('a key that only tests know, long enough to be one');

export type TestMember = { id: string; userId: string; name: string; role: MemberRole; inboxIds: string[] };

export type TestWorkspace = {
  id: string;
  /** Two inboxes: the channel's own, and another that no channel feeds. */
  inboxes: { main: string; other: string };
  members: {
    admin: TestMember;
    manager: TestMember;
    /** In the main inbox. */
    agent: TestMember;
    /** In the main inbox too. */
    colleague: TestMember;
    /** In the other inbox only. */
    outsider: TestMember;
    /** In no inbox at all. */
    newcomer: TestMember;
  };
  channel: { id: string; phoneNumberId: string };
};

/** A business with two inboxes, six people and one connected number whose token is sealed. */
export async function makeWorkspace(
  pool: Pool,
  {
    phoneNumberId = SANDBOX_PHONE_NUMBER_ID,
    name = 'Duka la Majaribio',
  }: { phoneNumberId?: string; name?: string } = {},
): Promise<TestWorkspace> {
  const id = uuidv7();
  const inboxes = { main: uuidv7(), other: uuidv7() };
  await pool.query('insert into workspace (id, name) values ($1, $2)', [id, name]);
  await pool.query(
    `insert into inbox (id, workspace_id, name, position) values ($1, $3, 'Sales', 0), ($2, $3, 'Support', 1)`,
    [inboxes.main, inboxes.other, id],
  );
  const member = (who: string, role: MemberRole, inboxIds: string[]) =>
    addMember(pool, { workspaceId: id, name: `${who} of ${name}`, role, inboxIds });
  const members = {
    admin: await member('Otieno', 'admin', []),
    manager: await member('Wanjiku', 'manager', []),
    agent: await member('Amina', 'agent', [inboxes.main]),
    colleague: await member('Brian', 'agent', [inboxes.main]),
    outsider: await member('Chebet', 'agent', [inboxes.other]),
    newcomer: await member('Fatuma', 'agent', []),
  };
  const channel = { id: uuidv7(), phoneNumberId };
  await pool.query(
    `insert into channel (id, workspace_id, inbox_id, name, phone_number_id, display_phone_number)
     values ($1, $2, $3, 'WhatsApp', $4, '+254 700 000 000')`,
    [channel.id, id, inboxes.main, phoneNumberId],
  );
  await pool.query('insert into channel_secret (channel_id, access_token_sealed) values ($1, $2)', [
    channel.id,
    testSecretBox.seal('test-access-token'),
  ]);
  return { id, inboxes, members, channel };
}

async function addMember(
  pool: Pool,
  m: { workspaceId: string; name: string; role: MemberRole; inboxIds: string[] },
): Promise<TestMember> {
  const id = uuidv7();
  const userId = `user-${id}`;
  await pool.query('insert into member (id, workspace_id, user_id, name, role) values ($1, $2, $3, $4, $5)', [
    id,
    m.workspaceId,
    userId,
    m.name,
    m.role,
  ]);
  for (const inboxId of m.inboxIds) {
    await pool.query('insert into inbox_member (inbox_id, member_id, workspace_id) values ($1, $2, $3)', [
      inboxId,
      id,
      m.workspaceId,
    ]);
  }
  return { id, userId, name: m.name, role: m.role, inboxIds: m.inboxIds };
}

/** Who is asking, as the server would derive it for this member. */
export function contextOf(workspace: TestWorkspace, member: TestMember): Context {
  return {
    memberId: member.id,
    workspaceId: workspace.id,
    role: member.role,
    name: member.name,
    inboxIds: member.role === 'agent' ? member.inboxIds : 'all',
  };
}
