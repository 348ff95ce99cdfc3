import type { ConversationStatus, MessageDirection, MessageStatus, WaitingOn } from '../tables.gen.ts';
import { queueOrder } from './queue-order.ts';
import { windowClosesAt } from './session-window.ts';

/** The part of a conversation that a message may change. Instants in ms. */
export type ConversationState = {
  status: ConversationStatus;
  snoozedUntil: number | null;
  waitingOn: WaitingOn;
  waitingSince: number | null;
  queueOrder: number;
  windowClosesAt: number | null;
  lastInboundAt: number | null;
  lastMessageAt: number;
  lastMessageId: string | null;
  lastMessageType: string | null;
  lastMessageText: string | null;
  lastMessageDirection: MessageDirection | null;
  lastMessageAuthor: string | null;
  lastMessageStatus: MessageStatus | null;
  inboundCount: number;
  unansweredCount: number;
  lastAnswerId: string | null;
  lastAnswerMemberId: string | null;
};

export type MessageForConversation = {
  id: string;
  direction: MessageDirection;
  type: string;
  text: string | null;
  at: number;
  authorName: string | null;
  /** Who of us wrote it; null for the customer, a rule, the phone app. */
  authorMemberId: string | null;
  status: MessageStatus;
  /** False for what must not wake anyone: imported history, a customer's reaction. */
  makesWork: boolean;
  /** True for a message of ours that is a receipt and no answer: whoever waits goes on waiting. */
  keepsWaiting?: boolean;
};

const PREVIEW_LENGTH = 140;

/**
 * What does a conversation look like once this message is in it? Messages may come in any order: the preview follows
 * the newest by the message's own time, the window follows the contact's latest own time, and an old inbound message
 * that arrives after a newer reply of ours does not put the ball back on our side.
 */
export function conversationAfterMessage(c: ConversationState, m: MessageForConversation): ConversationState {
  const next = { ...c };
  if (m.at >= c.lastMessageAt || c.lastMessageId === null) {
    next.lastMessageAt = m.at;
    next.lastMessageId = m.id;
    next.lastMessageType = m.type;
    next.lastMessageText = m.text === null ? null : previewOf(m.text);
    next.lastMessageDirection = m.direction;
    next.lastMessageAuthor = m.authorName;
    next.lastMessageStatus = m.status;
  }
  if (m.direction === 'inbound') {
    next.windowClosesAt = windowClosesAt({ current: c.windowClosesAt, wroteAt: m.at });
    next.lastInboundAt = Math.max(c.lastInboundAt ?? 0, m.at);
    if (m.makesWork) {
      next.inboundCount = c.inboundCount + 1;
      const answeredSince = c.waitingOn === 'them' && c.waitingSince !== null && c.waitingSince > m.at;
      if (!answeredSince) {
        next.unansweredCount = c.unansweredCount + 1;
        // What was closed unanswered is over: who writes again begins to wait now.
        const isSameWait = c.waitingOn === 'us' && c.status !== 'closed';
        next.waitingSince = isSameWait ? Math.min(c.waitingSince ?? m.at, m.at) : m.at;
        next.waitingOn = 'us';
        next.status = 'open';
        next.snoozedUntil = null;
      }
    }
  }
  if (m.direction === 'outbound') {
    // By arrival, not by time: what matters is whether a writer had seen it.
    next.lastAnswerId = m.id;
    next.lastAnswerMemberId = m.authorMemberId;
    const customerSpokeSince = c.lastInboundAt !== null && c.lastInboundAt > m.at;
    if (!customerSpokeSince && !m.keepsWaiting) {
      next.unansweredCount = 0;
      next.waitingOn = 'them';
      next.waitingSince = Math.max(m.at, c.waitingOn === 'them' ? (c.waitingSince ?? 0) : 0);
    }
  }
  next.queueOrder = queueOrder(next);
  return next;
}

/** The first words, never half of a character that needs two units: the database refuses those. */
export function previewOf(text: string): string {
  return text.slice(0, PREVIEW_LENGTH).replace(/[\ud800-\udbff]$/, '');
}
