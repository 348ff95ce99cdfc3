import type { ConversationState } from '../domain/conversation-after-message.ts';
import type { ConversationRow } from '../schema.ts';

/** The part of a synced conversation row that a message may change, with absent values as null. */
export function conversationState(row: ConversationRow): ConversationState {
  return {
    status: row.status,
    snoozedUntil: row.snoozedUntil ?? null,
    waitingOn: row.waitingOn,
    waitingSince: row.waitingSince ?? null,
    queueOrder: row.queueOrder,
    windowClosesAt: row.windowClosesAt ?? null,
    lastInboundAt: row.lastInboundAt ?? null,
    entryAt: row.entryAt ?? null,
    freeUntil: row.freeUntil ?? null,
    lastMessageAt: row.lastMessageAt,
    lastMessageId: row.lastMessageId ?? null,
    lastMessageType: row.lastMessageType ?? null,
    lastMessageText: row.lastMessageText ?? null,
    lastMessageDirection: row.lastMessageDirection ?? null,
    lastMessageAuthor: row.lastMessageAuthor ?? null,
    lastMessageStatus: row.lastMessageStatus ?? null,
    inboundCount: row.inboundCount,
    unansweredCount: row.unansweredCount,
    lastAnswerId: row.lastAnswerId ?? null,
    lastAnswerMemberId: row.lastAnswerMemberId ?? null,
  };
}
