import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import { uuidv7 } from '../new-id.ts';
import { classifyWhatsAppError } from '../providers/whatsapp/classify-error.ts';
import type { ProviderError, StatusItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import { applyDelivery } from '../outbound/apply-delivery.ts';
import type { Failure } from '../outbound/apply-delivery.ts';
import type { ChannelLine } from './find-channel.ts';
import { recordRefusedMarketing } from './record-preference.ts';

const EVIDENCE: Record<string, DeliveryEvidence> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

const FIND = `
  select id from message where workspace_id = $1 and provider_message_id = $2
  union all
  select o.message_id from outbox_attempt a join outbox_item o on o.id = a.outbox_item_id
  where o.workspace_id = $1 and a.id = $3::uuid
  limit 1`;

const CONFIRM = `
  update outbox_item set state = 'done', settled_at = now() where message_id = $1 and state = 'unconfirmed'`;

const GIVE_BACK = `
  update outbox_item set state = 'failed', settled_at = now()
  where message_id = $1 and state in ('done', 'unconfirmed')`;

/** A provider's error as the screen needs it. */
export function failureFrom(error: ProviderError | undefined): Failure {
  const code = error?.code ?? null;
  const { key } = classifyWhatsAppError({ httpStatus: null, code, details: error?.details ?? null });
  return { key, code, title: error?.title ?? null, details: error?.details ?? null };
}

/**
 * Applies one delivery status. It finds its message by the provider's id or by the attempt we put in the call (which
 * also tells us the id when the answer to the call was lost); one that finds nothing waits until the message is known.
 */
export async function recordStatus(tx: Queryable, channel: ChannelLine, item: StatusItem): Promise<void> {
  const evidence = EVIDENCE[item.status];
  if (evidence === undefined) return;
  const attemptId = isUuid(item.opaque) ? item.opaque : null;
  const found = await tx.query<{ id: string }>(FIND, [
    channel.workspaceId,
    item.providerMessageId,
    attemptId,
  ]);
  const failure = evidence === 'failed' ? failureFrom(item.errors[0]) : null;
  const messageId = found.rows[0]?.id;
  if (messageId === undefined) {
    await tx.query(
      `insert into parked_status (id, workspace_id, provider_message_id, status, failure, at)
       values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))
       on conflict (workspace_id, provider_message_id, status, at) do nothing`,
      [
        uuidv7(),
        channel.workspaceId,
        item.providerMessageId,
        evidence,
        failure && JSON.stringify(failure),
        item.at,
      ],
    );
    return;
  }
  if (evidence === 'failed' && attemptId !== null && (await isSuperseded(tx, attemptId))) return;
  const status = await applyDelivery(tx, {
    messageId,
    evidence,
    from: 'provider',
    at: item.at,
    failure,
    providerMessageId: item.providerMessageId,
  });
  if (failure?.key === 'marketingStopped') await recordRefusedMarketing(tx, { messageId, at: item.at });
  if (evidence === 'failed' && status !== 'failed') return;
  // Taken and refused later is the usual way to fail: only from "failed" can a person send it again.
  await tx.query(evidence === 'failed' ? GIVE_BACK : CONFIRM, [messageId]);
}

/** Has a person sent it again since? What became of the first try then says nothing about the second. */
async function isSuperseded(tx: Queryable, attemptId: string): Promise<boolean> {
  const later = await tx.query(
    `select 1 from outbox_attempt a join outbox_attempt later on later.outbox_item_id = a.outbox_item_id
     where a.id = $1 and (later.started_at, later.id) > (a.started_at, a.id) limit 1`,
    [attemptId],
  );
  return later.rowCount === 1;
}

function isUuid(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
