import type { Pool } from 'pg';
import { uuidv7 } from '#server/new-id.ts';
import { addOutboxItem } from '#server/outbound/add-outbox-item.ts';
import type { TestWorkspace } from './make-workspace.ts';
import { happen } from './store-event.ts';
import { inboundText, SENT_AT } from './whatsapp-bodies.ts';

export type TestConversation = { id: string; contactId: string; lane: string; from: string };

/** A conversation made the way all are: the customer wrote. */
export async function makeConversation(
  pool: Pool,
  workspace: TestWorkspace,
  {
    from = '254700000011',
    text = 'Habari',
    sentAt = SENT_AT,
  }: { from?: string; text?: string; sentAt?: number } = {},
): Promise<TestConversation> {
  await happen(
    pool,
    inboundText({
      from,
      text,
      sentAt,
      phoneNumberId: workspace.channel.phoneNumberId,
      name: `Mteja ${from}`,
    }),
  );
  const found = await pool.query<{ id: string; contactId: string }>(
    `select c.id, c.contact_id as "contactId" from conversation c join identity i on i.contact_id = c.contact_id
     where i.kind = 'whatsapp_id' and i.value = $1 and c.channel_id = $2`,
    [from, workspace.channel.id],
  );
  const line = found.rows[0]!;
  return { ...line, lane: `conversation:${line.id}`, from };
}

/** A reply of ours that is owed to the provider from `at` on. Returns the message's id. */
export async function makeReply(
  pool: Pool,
  workspace: TestWorkspace,
  {
    conversation,
    text = 'Karibu',
    at = SENT_AT,
  }: { conversation: TestConversation; text?: string; at?: number },
): Promise<string> {
  const id = uuidv7();
  const { agent } = workspace.members;
  await pool.query(
    `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, author_member_id, author_name, at)
     values ($1, $2, $3, 'outbound', 'text', $4, 'queued', 'member', $5, $6, to_timestamp($7::float8 / 1000))`,
    [id, workspace.id, conversation.id, text, agent.id, agent.name, at],
  );
  await addOutboxItem(pool, { messageId: id, at });
  return id;
}
