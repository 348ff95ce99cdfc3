import { afterReach } from './conversation-after-message.ts';
import type { ConversationState } from './conversation-after-message.ts';
import { queueOrder } from './queue-order.ts';

/**
 * What does a conversation look like once the customer has called, at this instant of theirs? A call opens the window as
 * a message does. Only one that nobody took puts the ball on our side. The list shows it only while there is no message.
 */
export function conversationAfterCall(
  c: ConversationState,
  { at, isMissed }: { at: number; isMissed: boolean },
): ConversationState {
  const next = afterReach(c, { at, makesWork: isMissed });
  if (c.lastMessageId === null) {
    next.lastMessageAt = Math.max(c.lastMessageAt, at);
    next.lastMessageType = 'call';
    next.lastMessageDirection = 'inbound';
  }
  next.queueOrder = queueOrder(next);
  return next;
}
