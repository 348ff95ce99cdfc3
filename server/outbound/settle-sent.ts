import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { applyDeliveries } from './apply-deliveries.ts';
import { applyParkedStatuses } from './apply-parked-statuses.ts';
import type { ClaimedItem } from './claimed-item.ts';
import { takenStep } from './taken-step.ts';

/** A message the provider took, and when it said so (instant in ms). */
export type Sent = {
  item: ClaimedItem & { messageId: string };
  providerMessageId: string;
  messageStatus?: string | undefined;
  now: number;
};

const SETTLE = `
  with finished as (
    update outbox_attempt a set finished_at = to_timestamp(u.at / 1000), outcome = 'sent', http_status = null, error_code = null, detail = null
    from unnest($1::uuid[], $3::float8[]) u (id, at) where a.id = u.id)
  update outbox_item set state = 'done', leased_until = null, settled_at = now() where id = any ($2::uuid[])`;

/** Writes down that many messages went, in one transaction. Proof counts whoever holds the lease by now. */
export async function settleSent(pool: Pool, sent: readonly Sent[]): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query({
      name: 'settle-sent',
      text: SETTLE,
      values: [
        sent.map(({ item }) => item.attemptId),
        sent.map(({ item }) => item.id),
        sent.map(({ now }) => now),
      ],
    });
    await applyDeliveries(
      tx,
      sent.map(({ item: { messageId }, now, ...taken }) => takenStep({ ...taken, messageId, at: now })),
    );
    const known = sent.map(({ item: { workspaceId, messageId }, providerMessageId }) => ({
      ...{ workspaceId, messageId, providerMessageId },
    }));
    await applyParkedStatuses(tx, ...known);
  });
}
