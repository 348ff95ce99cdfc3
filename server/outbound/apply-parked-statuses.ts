import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import type { Queryable } from '../queue.ts';
import { applyDelivery } from './apply-delivery.ts';
import type { Failure } from './apply-delivery.ts';

/** Applies the statuses that arrived before we knew the message's provider id, oldest first. */
export async function applyParkedStatuses(
  tx: Queryable,
  {
    workspaceId,
    messageId,
    providerMessageId,
  }: { workspaceId: string; messageId: string; providerMessageId: string },
): Promise<void> {
  const parked = await tx.query<{ status: DeliveryEvidence; failure: Failure | null; at: number }>(
    `delete from parked_status where workspace_id = $1 and provider_message_id = $2 returning status, failure, at`,
    [workspaceId, providerMessageId],
  );
  for (const { status, failure, at } of parked.rows.sort((a, b) => a.at - b.at)) {
    await applyDelivery(tx, { messageId, evidence: status, from: 'provider', at, failure });
  }
}
