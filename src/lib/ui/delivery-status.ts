/** How far an outbound message got. */
export type DeliveryStatus =
  'queued' | 'sending' | 'unconfirmed' | 'sent' | 'delivered' | 'read' | 'failed' | 'cancelled';
