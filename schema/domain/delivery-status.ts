import type { MessageStatus } from '../tables.gen.ts';

/** What a provider, our worker or a person says about an outbound message. */
export type DeliveryEvidence =
  'sending' | 'unconfirmed' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled' | 'queued';

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

/**
 * Where does an outbound message stand once this evidence is known? Ticks only climb: a late lower status never
 * lowers a higher one, `failed` yields to proof of arrival and never overrides it, and what was given up stays
 * cancelled unless the provider proves that it went. What the provider took and holds is more than unconfirmed and less
 * than sent. Returns the current status when the evidence changes nothing.
 */
export function advanceDelivery(current: MessageStatus, incoming: DeliveryEvidence): MessageStatus {
  if (current === 'received') return current;
  const isProof =
    incoming === 'held' || incoming === 'sent' || incoming === 'delivered' || incoming === 'read';
  // Given up by a person, yet the provider shows that it went: the truth wins.
  if (current === 'cancelled') return isProof ? incoming : current;
  if (incoming === 'cancelled')
    return current === 'queued' || current === 'failed' || current === 'unconfirmed' ? 'cancelled' : current;
  // A person or a retry puts a message that certainly did not leave back in line.
  if (incoming === 'queued')
    return current === 'failed' || current === 'unconfirmed' || current === 'sending' ? 'queued' : current;
  if (incoming === 'failed') return RANK[current] <= RANK.sent ? 'failed' : current;
  if (current === 'failed') return incoming === 'delivered' || incoming === 'read' ? incoming : current;
  return RANK[incoming] > RANK[current] ? incoming : current;
}
