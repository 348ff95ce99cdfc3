/** How far an outbound message got. */
export type DeliveryStatus =
  'queued' | 'sending' | 'unconfirmed' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled';
