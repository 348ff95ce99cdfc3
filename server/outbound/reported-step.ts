import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';

const EVIDENCE: Record<string, DeliveryEvidence> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
};

/** What the provider's word for a delivery status is evidence of, and on whose word it is kept. Null: no step of ours. */
export function reportedStep(status: string): { evidence: DeliveryEvidence; from: string } | null {
  // Who played a voice note has read it; that it was played is its own line in the trail.
  if (status === 'played') return { evidence: 'read', from: 'played' };
  const evidence = EVIDENCE[status];
  return evidence === undefined ? null : { evidence, from: 'provider' };
}
