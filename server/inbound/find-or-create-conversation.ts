import type { ConversationState } from '#schema/domain/conversation-after-message.ts';
import { queueOrder } from '#schema/domain/queue-order.ts';
import type { Priority } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import type { KnownContact } from './find-or-create-contact.ts';

/** What routing and timers need to know besides what a message may change. */
export type LockedConversation = ConversationState & {
  id: string;
  contactId: string;
  inboxId: string;
  assigneeId: string | null;
  priority: Priority;
  openedAt: number | null;
  firstAnsweredAt: number | null;
  pausedMs: number;
};

const STATE = `
  id, status, snoozed_until as "snoozedUntil", waiting_on as "waitingOn", waiting_since as "waitingSince",
  queue_order as "queueOrder", window_closes_at as "windowClosesAt", last_inbound_at as "lastInboundAt",
  entry_at as "entryAt", free_until as "freeUntil", last_message_at as "lastMessageAt", last_message_id as "lastMessageId", last_message_type as "lastMessageType",
  last_message_text as "lastMessageText", last_message_direction as "lastMessageDirection",
  last_message_author as "lastMessageAuthor", last_message_status as "lastMessageStatus",
  inbound_count as "inboundCount", unanswered_count as "unansweredCount", last_answer_id as "lastAnswerId",
  last_answer_member_id as "lastAnswerMemberId", contact_id as "contactId", inbox_id as "inboxId",
  assignee_id as "assigneeId", priority, opened_at as "openedAt", first_answered_at as "firstAnsweredAt", paused_ms as "pausedMs"`;

/** The running thread with a contact on a channel, locked until the transaction ends; made when there is none. */
export async function findOrCreateConversation(
  tx: Queryable,
  { channel, contact, at }: { channel: ChannelLine; contact: KnownContact; at: number },
): Promise<LockedConversation> {
  const find = {
    name: 'lock-conversation',
    text: `select ${STATE} from conversation where contact_id = $1 and channel_id = $2 for update`,
    values: [contact.id, channel.id],
  };
  const found = await tx.query<LockedConversation>(find);
  if (found.rows[0]) return found.rows[0];
  await tx.query(
    `insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, queue_order, last_message_at)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
     on conflict (contact_id, channel_id) do nothing`,
    [
      uuidv7(),
      channel.workspaceId,
      contact.id,
      channel.id,
      channel.inboxId,
      contact.name,
      queueOrder({ waitingOn: 'nobody', waitingSince: null, lastMessageAt: at }),
      at,
    ],
  );
  return (await tx.query<LockedConversation>(find)).rows[0]!;
}

/** Writes back what a message changed. */
export async function saveConversation(tx: Queryable, id: string, c: ConversationState): Promise<void> {
  await tx.query({
    name: 'save-conversation',
    text: `update conversation set status = $2, snoozed_until = to_timestamp($3::float8 / 1000), waiting_on = $4,
      waiting_since = to_timestamp($5::float8 / 1000), queue_order = $6, window_closes_at = to_timestamp($7::float8 / 1000),
      last_inbound_at = to_timestamp($8::float8 / 1000), last_message_at = to_timestamp($9::float8 / 1000),
      last_message_id = $10, last_message_type = $11, last_message_text = $12, last_message_direction = $13,
      last_message_author = $14, last_message_status = $15, inbound_count = $16, unanswered_count = $17, updated_at = now(),
      last_answer_id = $18, last_answer_member_id = $19,
      entry_at = to_timestamp($20::float8 / 1000), free_until = to_timestamp($21::float8 / 1000),
      closed_at = case when $2 = 'open'::conversation_status then null else closed_at end
      where id = $1`,
    values: [
      id,
      c.status,
      c.snoozedUntil,
      c.waitingOn,
      c.waitingSince,
      c.queueOrder,
      c.windowClosesAt,
      c.lastInboundAt,
      c.lastMessageAt,
      c.lastMessageId,
      c.lastMessageType,
      c.lastMessageText,
      c.lastMessageDirection,
      c.lastMessageAuthor,
      c.lastMessageStatus,
      c.inboundCount,
      c.unansweredCount,
      c.lastAnswerId,
      c.lastAnswerMemberId,
      c.entryAt,
      c.freeUntil,
    ],
  });
}
