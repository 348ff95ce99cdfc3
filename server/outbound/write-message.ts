import { conversationAfterMessage } from '#schema/domain/conversation-after-message.ts';
import type { ConversationState } from '#schema/domain/conversation-after-message.ts';
import { textFault } from '#schema/domain/message-limits.ts';
import { sessionWindow } from '#schema/domain/session-window.ts';
import { Refusal } from '#schema/errors.ts';
import type { ChannelState } from '#schema/tables.gen.ts';
import type { Queryable } from '../queue.ts';
import { addOutboxItem } from './add-outbox-item.ts';

/** What is to be said. A template comes filled and checked, and goes whatever the window says. */
export type WrittenContent =
  { type: 'text'; text: string } | { type: 'template'; text: string; content: Record<string, unknown> };

/** Whose words these are, when no member typed them. */
export type MachineAuthor = { kind: 'api' | 'rule'; name: string };

type Line = ConversationState & { id: string; channelState: ChannelState };

const LOCK = `
  select c.id, c.status, c.snoozed_until as "snoozedUntil", c.waiting_on as "waitingOn", c.waiting_since as "waitingSince",
    c.queue_order as "queueOrder", c.window_closes_at as "windowClosesAt", c.last_inbound_at as "lastInboundAt",
    c.last_message_at as "lastMessageAt", c.last_message_id as "lastMessageId", c.last_message_type as "lastMessageType",
    c.last_message_text as "lastMessageText", c.last_message_direction as "lastMessageDirection",
    c.last_message_author as "lastMessageAuthor", c.last_message_status as "lastMessageStatus",
    c.inbound_count as "inboundCount", c.unanswered_count as "unansweredCount", c.last_answer_id as "lastAnswerId",
    c.last_answer_member_id as "lastAnswerMemberId", ch.state as "channelState"
  from conversation c join channel ch on ch.id = c.channel_id
  where c.id = $1 and c.workspace_id = $2
  for update of c`;

const INSERT = `
  insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, author_name, at, content, keeps_waiting)
  values ($1, $2, $3, 'outbound', $4, $5, 'queued', $6, $7, to_timestamp($8::float8 / 1000), $9, $10)`;

// Only what a message of ours can change; status, window and counts of the customer's own messages stay.
const SAVE = `
  update conversation set waiting_on = $2, waiting_since = to_timestamp($3::float8 / 1000), queue_order = $4,
    last_message_at = to_timestamp($5::float8 / 1000), last_message_id = $6, last_message_type = $7, last_message_text = $8,
    last_message_direction = $9, last_message_author = $10, last_message_status = $11, unanswered_count = $12,
    last_answer_id = $13, last_answer_member_id = $14, updated_at = now()
  where id = $1`;

/**
 * Writes a message that a machine asks us to send: the same road as a member's reply, under the conversation's lock, in
 * the caller's transaction, with the call we owe the provider and its doorbell. A colleague who is typing does not hold a
 * machine up: the fence shows them this message before theirs goes. `at`: instant in ms, the server's.
 * Refuses `not_found`, `text_empty`, `text_too_long`, `window_shut` (with `closesAt`) and `channel_paused`.
 */
export async function writeMessage(
  tx: Queryable,
  m: {
    id: string;
    workspaceId: string;
    conversationId: string;
    content: WrittenContent;
    author: MachineAuthor;
    at: number;
    /** A receipt, no answer: the customer goes on waiting for a person. */
    keepsWaiting?: boolean;
  },
): Promise<void> {
  const conversation = (await tx.query<Line>(LOCK, [m.conversationId, m.workspaceId])).rows[0];
  if (!conversation) throw new Refusal('not_found');
  const fault = textFault(m.content.text);
  if (fault) throw new Refusal(fault);
  const closesAt = conversation.windowClosesAt;
  const isFree = m.content.type !== 'template';
  if (isFree && sessionWindow({ closesAt, now: m.at }) === 'shut')
    throw new Refusal('window_shut', { closesAt });
  if (conversation.channelState === 'paused') throw new Refusal('channel_paused');
  const { type } = m.content;
  const text = m.content.text.trim();
  await tx.query(INSERT, [
    m.id,
    m.workspaceId,
    conversation.id,
    type,
    text,
    m.author.kind,
    m.author.name,
    m.at,
    m.content.type === 'template' ? JSON.stringify(m.content.content) : null,
    m.keepsWaiting === true,
  ]);
  const next = conversationAfterMessage(conversation, {
    id: m.id,
    direction: 'outbound',
    type,
    text,
    at: m.at,
    authorName: m.author.name,
    authorMemberId: null,
    status: 'queued',
    makesWork: false,
    keepsWaiting: m.keepsWaiting,
  });
  await tx.query(SAVE, [
    conversation.id,
    next.waitingOn,
    next.waitingSince,
    next.queueOrder,
    next.lastMessageAt,
    next.lastMessageId,
    next.lastMessageType,
    next.lastMessageText,
    next.lastMessageDirection,
    next.lastMessageAuthor,
    next.lastMessageStatus,
    next.unansweredCount,
    next.lastAnswerId,
    next.lastAnswerMemberId,
  ]);
  await addOutboxItem(tx, { messageId: m.id, at: m.at });
}
