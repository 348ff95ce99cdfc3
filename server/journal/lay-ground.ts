import { conversationAfterMessage } from '#schema/domain/conversation-after-message.ts';
import { needsWholeThread } from '#schema/domain/free-entry.ts';
import type { MessageDirection, MessageStatus } from '#schema/tables.gen.ts';
import type { ChannelLine } from '../inbound/find-channel.ts';
import type { KnownContact } from '../inbound/find-or-create-contact.ts';
import { findOrCreateConversation, saveConversation } from '../inbound/find-or-create-conversation.ts';
import { copyLines } from '../db/copy-lines.ts';
import { applyDelivery } from '../outbound/apply-delivery.ts';
import { settleFreeEntry } from '../outbound/settle-free-entry.ts';
import type { Queryable } from '../queue.ts';
import type { Ground, GroundMessage, GroundStep } from './gather-ground.ts';

/** Lays down what is there before any event. */
export async function layGround(tx: Queryable, ground: Ground): Promise<void> {
  for (const [table, lines] of ground.tables) await copyLines(tx, table, lines);
  await copyLines(tx, 'contact', ground.contacts);
  await copyLines(tx, 'identity', ground.identities);
}

// A number may have been of several people, a business-scoped id has not.
const FIND_CONTACT = `
  select c.id, coalesce(c.name, c.profile_name, '…') as name from contact c
  left join lateral (
    select bool_or(kind = 'whatsapp_user_id') as by_id, bool_or(retired_at is null) as is_current from identity
    where contact_id = c.id and (kind, value) in (select * from unnest($2::identity_kind[], $3::text[]))) named on true
  where c.id = $1 or c.id in (select contact_id from identity
    where (kind, value) in (select * from unnest($2::identity_kind[], $3::text[])))
  order by c.id <> $1, named.by_id desc nulls last, named.is_current desc nulls last, c.id limit 1`;

/** Does again what we did ourselves. Returns false when the contact of a message is not there yet. */
export async function repeatAct(
  tx: Queryable,
  act: GroundMessage | GroundStep,
  ground: Ground,
): Promise<boolean> {
  if (act.kind === 'message') return repeatMessage(tx, act, ground);
  // Sent again by a person, it lets go of the id an event gave its first try.
  if (act.evidence === 'queued' && act.from === 'member')
    await tx.query(
      `update message set provider_message_id = $2 where id = $1 and status in ('failed', 'unconfirmed')`,
      [act.messageId, ground.laidIds.get(act.messageId) ?? null],
    );
  const status = await applyDelivery(tx, {
    messageId: act.messageId,
    evidence: act.evidence,
    from: act.from,
    at: act.stepAt,
    failure: act.failure,
  });
  return status !== null;
}

async function repeatMessage(tx: Queryable, act: GroundMessage, ground: Ground): Promise<boolean> {
  const names = ground.namesOf.get(act.contactId) ?? [];
  const found = await tx.query<KnownContact>(FIND_CONTACT, [
    act.contactId,
    names.map((n) => n.kind),
    names.map((n) => n.value),
  ]);
  const contact = found.rows[0];
  if (!contact) return false;
  const channel = await tx.query<ChannelLine>(
    `select id, workspace_id as "workspaceId", inbox_id as "inboxId", phone_number_id as "phoneNumberId" from channel where id = $1`,
    [act.channelId],
  );
  const { line } = act;
  const at = Date.parse(String(line['at']));
  const conversation = await findOrCreateConversation(tx, { channel: channel.rows[0]!, contact, at });
  const isOurs = line['direction'] === 'outbound';
  const status = isOurs && ground.stepped.has(line.id) ? 'queued' : (line['status'] as MessageStatus);
  await copyLines(tx, 'message', [{ ...line, conversation_id: conversation.id, status, failure: null }]);
  if (act.outboxItem) await copyLines(tx, 'outbox_item', [act.outboxItem]);
  await copyLines(tx, 'outbox_attempt', act.attempts);
  if (!act.isTold) return true;
  const told = {
    id: line.id,
    direction: line['direction'] as MessageDirection,
    type: String(line['type']),
    text: line['text'] as string | null,
    at,
    authorName: line['author_name'] as string | null,
    authorMemberId: line['author_member_id'] as string | null,
    status,
    makesWork: true,
    keepsWaiting: line['keeps_waiting'] === true,
    opensEntry: line['opens_entry'] === true,
  };
  const after = conversationAfterMessage(conversation, told);
  // How many an older customer wrote is settled at the end: which of them counted as work is not written down.
  await saveConversation(tx, conversation.id, { ...after, inboundCount: conversation.inboundCount });
  if (needsWholeThread(conversation, told)) await settleFreeEntry(tx, conversation.id);
  return true;
}
