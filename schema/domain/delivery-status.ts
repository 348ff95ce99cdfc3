import type { MessageStatus } from '../tables.gen.ts';

/** What a provider, our worker or a person says about an outbound message. */
export type DeliveryEvidence =
  'sending' | 'unconfirmed' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled' | 'queued';

/** On whose word a step is kept where it is the provider's: a report, one that a voice note was played, one about a try that was followed by another. */
export const PROVIDER_WORDS: readonly string[] = ['provider', 'played', 'earlierTry'];

const RANK: Record<MessageStatus, number> = {
  received: -1,
  queued: 0,
  sending: 1,
  unconfirmed: 2,
  held: 2.5,
  sent: 3,
  delivered: 4,
  read: 5,
  failed: 3.5,
  cancelled: 6,
};

/** What was heard of a message before and its status does not say. */
export type DeliveryPast = {
  /** A person let it go. */
  isGivenUp: boolean;
  /** It was refused since it last stood in line. */
  isRefused: boolean;
};

const NOTHING: DeliveryPast = { isGivenUp: false, isRefused: false };

/**
 * Where does an outbound message stand once this evidence is known? Ticks only climb: a late lower status never
 * lowers a higher one, `failed` yields to proof of arrival and never overrides it, and what was given up stays
 * cancelled unless the provider proves that it went; refused besides, only if it arrived. What the provider took and
 * holds is more than unconfirmed and less than sent. The same evidence in any order ends in the same status. Returns the
 * current one when the evidence changes nothing.
 */
export function advanceDelivery(
  current: MessageStatus,
  incoming: DeliveryEvidence,
  { isGivenUp, isRefused }: DeliveryPast = NOTHING,
): MessageStatus {
  if (current === 'received') return current;
  const hasArrived = incoming === 'delivered' || incoming === 'read';
  // Given up by a person, yet the provider shows that it went: the truth wins.
  if (current === 'cancelled') {
    const hasGone = !isRefused && (incoming === 'held' || incoming === 'sent');
    return hasArrived || hasGone ? incoming : current;
  }
  if (incoming === 'cancelled')
    return current === 'queued' || current === 'failed' || current === 'unconfirmed' ? 'cancelled' : current;
  // A person or a retry puts a message that certainly did not leave back in line.
  if (incoming === 'queued')
    return current === 'failed' || current === 'unconfirmed' || current === 'sending' ? 'queued' : current;
  if (incoming === 'failed') {
    if (RANK[current] > RANK.sent) return current;
    return isGivenUp ? 'cancelled' : 'failed';
  }
  if (current === 'failed') return hasArrived ? incoming : current;
  return RANK[incoming] > RANK[current] ? incoming : current;
}

/** What is to be remembered of a message once it has heard this. */
export function pastAfter(
  { isGivenUp, isRefused }: DeliveryPast,
  { evidence, isMoved }: { evidence: DeliveryEvidence; isMoved: boolean },
): DeliveryPast {
  return {
    isGivenUp: isGivenUp || (evidence === 'cancelled' && isMoved),
    isRefused: evidence === 'queued' && isMoved ? false : isRefused || evidence === 'failed',
  };
}
