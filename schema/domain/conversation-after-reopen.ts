import type { WaitingOn } from '../tables.gen.ts';
import { queueOrder } from './queue-order.ts';

/** The part of a closed conversation that opening it again by hand looks at. Instants in ms. */
type Closed = { waitingOn: WaitingOn; waitingSince: number | null; lastMessageAt: number };

/**
 * What does a closed conversation look like once somebody opens it again, to be worked on from this instant (ms)? The wait
 * that was closed is over: whoever has us to wait for begins then, and nobody has answered them yet.
 */
export function conversationAfterReopen(c: Closed, from: number) {
  const waitingSince = c.waitingOn === 'us' ? from : c.waitingSince;
  return {
    waitingSince,
    queueOrder: queueOrder({ ...c, waitingSince }),
    openedAt: from,
    firstAnsweredAt: null,
    pausedMs: 0,
  };
}
