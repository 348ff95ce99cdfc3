import type { ConversationStatus, MessageDirection, MessageStatus, WaitingOn } from '../tables.gen.ts';
import { afterAnswer, afterEntry } from './free-entry.ts';
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
  /** When the customer last came from an advertisement or a page's button. */
  entryAt: number | null;
  /** Until when nothing costs anything, because we answered such a customer in time. */
  freeUntil: number | null;
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
  /** True for an answer from outside that comes after a newer one, or with a history: it refuses nobody's reply. */
  isOldAnswer?: boolean;
  /** True for a customer's message by way of an advertisement or a page's button. */
  opensEntry?: boolean;
};

const PREVIEW_LENGTH = 140;

/**
 * What does a conversation look like once this message is in it? Messages may come in any order: the preview follows
 * the newest by the message's own time, the window follows the contact's latest own time, and an old inbound message
 * that arrives after a newer reply of ours does not put the ball back on our side.
 */
export function conversationAfterMessage(c: ConversationState, m: MessageForConversation): ConversationState {
  const next = m.direction === 'inbound' ? afterReach(c, m) : { ...c };
  if (isLastWord(c, m)) {
    next.lastMessageAt = m.at;
    next.lastMessageId = m.id;
    next.lastMessageType = m.type;
    next.lastMessageText = m.text === null ? null : previewOf(m.text);
    next.lastMessageDirection = m.direction;
    next.lastMessageAuthor = m.authorName;
    next.lastMessageStatus = m.status;
  }
  if (m.direction === 'inbound' && m.opensEntry) Object.assign(next, afterEntry(c, m.at));
  if (m.direction === 'outbound') {
    // A receipt is an answer to the provider, whoever goes on waiting.
    if (m.status !== 'failed' && m.status !== 'cancelled') Object.assign(next, afterAnswer(c, m.at));
    // By arrival, not by time: what matters is whether a writer had seen it. What comes late from outside is no news.
    if (!m.isOldAnswer) {
      next.lastAnswerId = m.id;
      next.lastAnswerMemberId = m.authorMemberId;
    }
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

/** The newest by its own time; of one instant what is told later, but of two by the customer the one that arrived later. */
function isLastWord(c: ConversationState, m: MessageForConversation): boolean {
  if (c.lastMessageId === null || m.at !== c.lastMessageAt)
    return c.lastMessageId === null || m.at > c.lastMessageAt;
  return m.direction !== 'inbound' || c.lastMessageDirection !== 'inbound' || m.id > c.lastMessageId;
}

/**
 * The customer reached us at this instant of theirs, by whatever way: the window follows, and when it makes work it is
 * our turn, unless we said something since.
 */
export function afterReach(
  c: ConversationState,
  { at, makesWork }: { at: number; makesWork: boolean },
): ConversationState {
  const next = { ...c };
  next.windowClosesAt = windowClosesAt({ current: c.windowClosesAt, wroteAt: at });
  next.lastInboundAt = Math.max(c.lastInboundAt ?? 0, at);
  if (!makesWork) return next;
  next.inboundCount = c.inboundCount + 1;
  const answeredSince = c.waitingOn === 'them' && c.waitingSince !== null && c.waitingSince > at;
  if (answeredSince) return next;
  next.unansweredCount = c.unansweredCount + 1;
  // What was closed unanswered is over: who writes again begins to wait now.
  const isSameWait = c.waitingOn === 'us' && c.status !== 'closed';
  next.waitingSince = isSameWait ? Math.min(c.waitingSince ?? at, at) : at;
  next.waitingOn = 'us';
  next.status = 'open';
  next.snoozedUntil = null;
  return next;
}

/** A conversation in which nothing was said yet. `at`: instant in ms at which it was begun. */
export function emptyConversation(at: number): ConversationState {
  return {
    status: 'open',
    snoozedUntil: null,
    waitingOn: 'nobody',
    waitingSince: null,
    queueOrder: 0,
    windowClosesAt: null,
    lastInboundAt: null,
    entryAt: null,
    freeUntil: null,
    lastMessageAt: at,
    lastMessageId: null,
    lastMessageType: null,
    lastMessageText: null,
    lastMessageDirection: null,
    lastMessageAuthor: null,
    lastMessageStatus: null,
    inboundCount: 0,
    unansweredCount: 0,
    lastAnswerId: null,
    lastAnswerMemberId: null,
  };
}

/** The first words, never half of a character that needs two units: the database refuses those. */
export function previewOf(text: string): string {
  return text.slice(0, PREVIEW_LENGTH).replace(/[\ud800-\udbff]$/, '');
}
