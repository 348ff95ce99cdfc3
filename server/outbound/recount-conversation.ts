import { conversationAfterCall } from '#schema/domain/conversation-after-call.ts';
import { conversationAfterMessage, emptyConversation } from '#schema/domain/conversation-after-message.ts';
import type { ConversationState } from '#schema/domain/conversation-after-message.ts';
import { queueOrder } from '#schema/domain/queue-order.ts';
import type { MessageDirection, MessageStatus } from '#schema/tables.gen.ts';
import type { Queryable } from '../queue.ts';
import { LATER_LANE } from './outbox-lane.ts';
import { settleFreeEntry } from './settle-free-entry.ts';

type Line = {
  id: string;
  direction: Exclude<MessageDirection, 'note'>;
  type: string;
  text: string | null;
  status: MessageStatus;
  authorName: string | null;
  authorMemberId: string | null;
  keepsWaiting: boolean;
  at: number;
  /** In the order in which they came: what a writer may have seen. */
  arrival: number;
};

type Known = Pick<
  ConversationState,
  'status' | 'snoozedUntil' | 'windowClosesAt' | 'lastInboundAt' | 'inboundCount'
> & {
  createdAt: number;
};

const LOCK = `
  select status, snoozed_until as "snoozedUntil", window_closes_at as "windowClosesAt", last_inbound_at as "lastInboundAt",
    inbound_count as "inboundCount", created_at as "createdAt"
  from conversation where id = $1 for update`;

// In the order of the thread, whatever order they came in: a conversation reads the same to who looks and to who counts.
// What was taken back or waits for later is not part of the story.
const TOLD = `
  select id, direction, type, text, status, author_name as "authorName", author_member_id as "authorMemberId",
    keeps_waiting as "keepsWaiting", at, row_number() over (order by created_at, at, id)::int as arrival from (
    select m.* from message m
    where m.conversation_id = $1 and m.direction <> 'note' and m.status <> 'cancelled'
      and not exists (select 1 from outbox_item o where o.message_id = m.id and o.state = 'queued' and starts_with(o.lane, $2))
    order by m.at desc, m.id desc limit $3) newest
  order by newest.at, newest.id`;

const MISSED = `
  select at from activity where conversation_id = $1 and kind = 'call' and data ->> 'outcome' = 'missed'
  order by at desc, id limit $2`;

const SAVE = `
  update conversation set waiting_on = $2, waiting_since = to_timestamp($3::float8 / 1000), queue_order = $4,
    last_message_at = to_timestamp($5::float8 / 1000), last_message_id = $6, last_message_type = $7, last_message_text = $8,
    last_message_direction = $9, last_message_author = $10, last_message_status = $11, unanswered_count = $12,
    last_answer_id = $13, last_answer_member_id = $14, updated_at = now()
  where id = $1`;

const FAR_ENOUGH = 200;

/**
 * Tells a conversation's state anew from the messages that remain, after one was taken back: whose turn it is and since
 * when, what the list shows, which answer came last, until when it is free. Status, window and counts of the customer's own messages stay.
 */
export async function recountConversation(tx: Queryable, conversationId: string): Promise<void> {
  const known = (await tx.query<Known>(LOCK, [conversationId])).rows[0];
  if (!known) return;
  const told = (await tx.query<Line>(TOLD, [conversationId, LATER_LANE, FAR_ENOUGH])).rows;
  let state = emptyConversation(known.createdAt);
  for (const line of told) state = conversationAfterMessage(state, { ...line, makesWork: true });
  for (const { at } of (await tx.query<{ at: number }>(MISSED, [conversationId, FAR_ENOUGH])).rows)
    state = conversationAfterCall(state, { at, isMissed: true });
  if (known.status === 'closed' && state.waitingOn === 'us')
    state = { ...state, waitingOn: 'nobody', waitingSince: null, unansweredCount: 0 };
  const answer = lastAnswer(told);
  await tx.query(SAVE, [
    conversationId,
    state.waitingOn,
    state.waitingSince,
    queueOrder(state),
    state.lastMessageAt,
    state.lastMessageId,
    state.lastMessageType,
    state.lastMessageText,
    state.lastMessageDirection,
    state.lastMessageAuthor,
    state.lastMessageStatus,
    Math.min(state.unansweredCount, known.inboundCount),
    answer?.id ?? null,
    answer?.authorMemberId ?? null,
  ]);
  await settleFreeEntry(tx, conversationId);
}

/** The answer that came last, whatever its time: what matters is whether a writer had seen it. */
function lastAnswer(told: readonly Line[]): Line | undefined {
  const answers = told.filter((line) => line.direction === 'outbound');
  return answers.sort((a, b) => a.arrival - b.arrival).at(-1);
}
