import { advanceDelivery } from '#schema/domain/delivery-status.ts';
import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import type { MessageStatus } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';

/** Why a message did not go, for a person to read. `key` chooses the sentence on the screen. */
export type Failure = { key: string; code: number | null; title: string | null; details: string | null };

export type DeliveryStep = {
  messageId: string;
  evidence: DeliveryEvidence;
  /** Who says so: `provider`, `worker`, `member`, `call`. */
  from: string;
  at: number;
  failure?: Failure | null;
  providerMessageId?: string | null;
};

const isTrouble = (status: MessageStatus): boolean => status === 'failed' || status === 'unconfirmed';

/**
 * Climbs one message by one piece of evidence, under its row lock, and keeps the step whether it moved anything or not.
 * The conversation's preview tick and its count of troubled sends follow. Returns the status the message now has.
 */
export async function applyDelivery(tx: Queryable, step: DeliveryStep): Promise<MessageStatus | null> {
  const found = await tx.query<{ status: MessageStatus; workspaceId: string; conversationId: string }>(
    `select status, workspace_id as "workspaceId", conversation_id as "conversationId" from message where id = $1 for update`,
    [step.messageId],
  );
  const message = found.rows[0];
  if (!message) return null;
  const next = advanceDelivery(message.status, step.evidence);
  const moved = next !== message.status;
  await tx.query(
    `insert into message_transition (id, workspace_id, message_id, status, applied, evidence, at)
     values ($1, $2, $3, $4, $5, $6, to_timestamp($7::float8 / 1000))`,
    [uuidv7(), message.workspaceId, step.messageId, step.evidence, moved, step.from, step.at],
  );
  if (!moved && !step.providerMessageId) return next;
  await tx.query(
    `update message set status = $2, failure = case when $2 = 'failed'::message_status then coalesce($3::jsonb, failure) else null end,
       provider_message_id = coalesce(provider_message_id, $4) where id = $1`,
    [
      step.messageId,
      next,
      step.failure ? JSON.stringify(step.failure) : null,
      step.providerMessageId ?? null,
    ],
  );
  if (!moved) return next;
  const trouble = Number(isTrouble(next)) - Number(isTrouble(message.status));
  await tx.query(
    `update conversation set troubled_count = greatest(0, troubled_count + $3),
       last_message_status = case when last_message_id = $2 then $4 else last_message_status end, updated_at = now()
     where id = $1 and ($3 <> 0 or last_message_id = $2)`,
    [message.conversationId, step.messageId, trouble, next],
  );
  return next;
}
