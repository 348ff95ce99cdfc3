import type { WaitingOn } from '../tables.gen.ts';

// Beyond any instant in ms this century: keeps the three groups apart in one ascending number.
const GROUP = 1e13;

/**
 * Where does a conversation stand in its queue? One ascending number, so one index serves every list: first those
 * waiting on us, longest wait first; then the customer's turn and nobody's turn, newest activity first.
 */
export function queueOrder(c: {
  waitingOn: WaitingOn;
  waitingSince: number | null;
  lastMessageAt: number;
}): number {
  if (c.waitingOn === 'us') return c.waitingSince ?? c.lastMessageAt;
  const group = c.waitingOn === 'them' ? 2 : 3;
  return group * GROUP - c.lastMessageAt;
}
