import type { ChoiceMessage } from '#schema/domain/choice-message.ts';
import { conversationAfterMessage } from '#schema/domain/conversation-after-message.ts';
import type { ConversationState } from '#schema/domain/conversation-after-message.ts';
import type { MediaKind } from '#schema/domain/media-limits.ts';
import { CAPTION_LIMIT, TEXT_LIMIT, textFault } from '#schema/domain/message-limits.ts';
import { isUnwanted } from '#schema/domain/marketing-stop.ts';
import { sessionWindow } from '#schema/domain/session-window.ts';
import { Refusal } from '#schema/errors.ts';
import type { ChannelState } from '#schema/tables.gen.ts';
import { attachUpload } from '../media/attach-upload.ts';
import type { Upload } from '../media/attach-upload.ts';
import type { Queryable } from '../queue.ts';
import { addOutboxItem } from './add-outbox-item.ts';

/** What is to be said. A template comes filled and checked, and goes whatever the window says. */
export type WrittenContent =
  | { type: 'text'; text: string }
  | {
      type: 'template' | MediaKind | ChoiceMessage['kind'];
      /** A template's filled body, a file's caption, what stands above buttons, a list or a link. */
      text: string | null;
      content?: Record<string, unknown>;
      /** One that is already in our store. */
      file?: { mediaId: string; shown: Upload['shown'] };
    };

/** Whose words these are, when no member typed them. */
export type MachineAuthor = { kind: 'api' | 'rule'; name: string };

type Line = ConversationState & { id: string; channelState: ChannelState; optedOutAt: number | null };

const LOCK = `
  select c.id, c.status, c.snoozed_until as "snoozedUntil", c.waiting_on as "waitingOn", c.waiting_since as "waitingSince",
    c.queue_order as "queueOrder", c.window_closes_at as "windowClosesAt", c.last_inbound_at as "lastInboundAt",
    c.entry_at as "entryAt", c.free_until as "freeUntil", c.last_message_at as "lastMessageAt", c.last_message_id as "lastMessageId", c.last_message_type as "lastMessageType",
    c.last_message_text as "lastMessageText", c.last_message_direction as "lastMessageDirection",
    c.last_message_author as "lastMessageAuthor", c.last_message_status as "lastMessageStatus",
    c.inbound_count as "inboundCount", c.unanswered_count as "unansweredCount", c.last_answer_id as "lastAnswerId",
    c.last_answer_member_id as "lastAnswerMemberId", ch.state as "channelState", p.opted_out_at as "optedOutAt"
  from conversation c join channel ch on ch.id = c.channel_id join contact p on p.id = c.contact_id
  where c.id = $1 and c.workspace_id = $2
  for update of c`;

const INSERT = `
  insert into message (id, workspace_id, conversation_id, direction, type, text, content, media, status, author_kind, author_name, at, keeps_waiting)
  values ($1, $2, $3, 'outbound', $4, $5, $6, $7, 'queued', $8, $9, to_timestamp($10::float8 / 1000), $11)`;

// Only what a message of ours can change; status, window and counts of the customer's own messages stay.
const SAVE = `
  update conversation set waiting_on = $2, waiting_since = to_timestamp($3::float8 / 1000), queue_order = $4,
    last_message_at = to_timestamp($5::float8 / 1000), last_message_id = $6, last_message_type = $7, last_message_text = $8,
    last_message_direction = $9, last_message_author = $10, last_message_status = $11, unanswered_count = $12,
    last_answer_id = $13, last_answer_member_id = $14,
    free_until = to_timestamp($15::float8 / 1000), updated_at = now()
  where id = $1`;

/**
 * Writes a message that a machine asks us to send: the same road as a member's reply, under the conversation's lock, in
 * the caller's transaction, with the call we owe the provider and its doorbell. A colleague who is typing does not hold a
 * machine up: the fence shows them this message before theirs goes. `at`: instant in ms, the server's.
 * Only a template goes when the window is shut; whoever asks has checked it, and what may be chosen. Refuses `not_found`, `text_empty`,
 * `text_too_long` (with `limit`), `window_shut` (with `closesAt`), `marketing_stopped` (with `since`) and `channel_paused`.
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
  const { content } = m;
  const { type } = content;
  const text = textOf(content);
  const closesAt = conversation.windowClosesAt;
  if (type !== 'template' && sessionWindow({ closesAt, now: m.at }) === 'shut')
    throw new Refusal('window_shut', { closesAt });
  const { optedOutAt } = conversation;
  if (type === 'template' && isUnwanted({ category: categoryIn(content.content), optedOutAt }))
    throw new Refusal('marketing_stopped', { since: optedOutAt });
  if (conversation.channelState === 'paused') throw new Refusal('channel_paused');
  await tx.query(INSERT, [
    m.id,
    m.workspaceId,
    conversation.id,
    type,
    text,
    content.type === 'text' || !content.content ? null : JSON.stringify(content.content),
    content.type === 'text' || !content.file
      ? null
      : JSON.stringify({ ...content.file.shown, id: content.file.mediaId, state: 'stored' }),
    m.author.kind,
    m.author.name,
    m.at,
    m.keepsWaiting === true,
  ]);
  if (content.type !== 'text' && content.file)
    await attachUpload(tx, { mediaId: content.file.mediaId, messageId: m.id });
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
    next.freeUntil,
  ]);
  await addOutboxItem(tx, { messageId: m.id, at: m.at, from: `${m.author.kind}:${m.author.name}` });
}

function categoryIn(content: Record<string, unknown> | undefined): string | null {
  const category = content?.['category'];
  return typeof category === 'string' ? category : null;
}

function textOf({ type, text }: WrittenContent): string | null {
  const said = text?.trim() || null;
  if (type === 'template' || (type !== 'text' && said === null)) return said;
  const limit = type === 'text' || type === 'list' ? TEXT_LIMIT : CAPTION_LIMIT;
  const fault = textFault(said ?? '', limit);
  if (fault) throw new Refusal(fault, { limit });
  return said;
}
