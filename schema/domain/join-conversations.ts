import type { ConversationState } from './conversation-after-message.ts';
import { queueOrder } from './queue-order.ts';

/**
 * What do two threads of one person look like as one? As if they had never been two: the newest words show, the window
 * follows the latest the customer wrote, and it is our turn unless we answered since in either.
 */
export function joinConversations(a: ConversationState, b: ConversationState): ConversationState {
  const [newer, older] = a.lastMessageAt >= b.lastMessageAt ? [a, b] : [b, a];
  const next = { ...newer, ...turnOf(newer, older) };
  next.windowClosesAt = later(a.windowClosesAt, b.windowClosesAt);
  next.lastInboundAt = later(a.lastInboundAt, b.lastInboundAt);
  next.entryAt = later(a.entryAt, b.entryAt);
  next.freeUntil = later(a.freeUntil, b.freeUntil);
  next.inboundCount = a.inboundCount + b.inboundCount;
  if (a.status === 'open' || b.status === 'open') {
    next.status = 'open';
    next.snoozedUntil = null;
  }
  next.queueOrder = queueOrder(next);
  return next;
}

type Turn = Pick<ConversationState, 'waitingOn' | 'waitingSince' | 'unansweredCount'>;

function turnOf(newer: ConversationState, older: ConversationState): Turn {
  const ours = [newer, older].filter((c) => c.waitingOn === 'us');
  const answeredAt = Math.max(
    0,
    ...[newer, older].map((c) => (c.waitingOn === 'them' ? (c.waitingSince ?? 0) : 0)),
  );
  const waiting = ours.filter((c) => (c.lastInboundAt ?? 0) > answeredAt);
  if (waiting.length > 0)
    return {
      waitingOn: 'us',
      waitingSince: Math.min(...waiting.map((c) => c.waitingSince ?? Number.POSITIVE_INFINITY)),
      unansweredCount: waiting.reduce((sum, c) => sum + c.unansweredCount, 0),
    };
  if (answeredAt > 0) return { waitingOn: 'them', waitingSince: answeredAt, unansweredCount: 0 };
  return { waitingOn: newer.waitingOn, waitingSince: newer.waitingSince, unansweredCount: 0 };
}

function later(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
