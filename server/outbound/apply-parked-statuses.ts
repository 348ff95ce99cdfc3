import type { Queryable } from '../queue.ts';
import { applyDeliveries } from './apply-deliveries.ts';
import type { Failure } from './apply-delivery.ts';
import { reportedStep } from './reported-step.ts';

type Known = { workspaceId: string; messageId: string; providerMessageId: string };
type Parked = {
  messageId: string;
  status: string;
  failure: Failure | null;
  at: number;
};

const TAKE = `
  delete from parked_status p using unnest($1::uuid[], $2::text[], $3::uuid[]) k (workspace_id, provider_message_id, message_id)
  where p.workspace_id = k.workspace_id and p.provider_message_id = k.provider_message_id
  returning k.message_id as "messageId", p.status, p.failure, p.at`;

/** Applies the statuses that arrived before we knew these messages' provider ids, oldest first. */
export async function applyParkedStatuses(tx: Queryable, ...known: readonly Known[]): Promise<void> {
  const parked = await tx.query<Parked>({
    name: 'take-parked',
    text: TAKE,
    values: [
      known.map(({ workspaceId }) => workspaceId),
      known.map(({ providerMessageId }) => providerMessageId),
      known.map(({ messageId }) => messageId),
    ],
  });
  const steps = parked.rows
    .sort((a, b) => a.at - b.at)
    .map(({ messageId, status, failure, at }) => ({
      ...{ messageId, at, failure },
      ...reportedStep(status)!,
    }));
  await applyDeliveries(tx, steps);
}
