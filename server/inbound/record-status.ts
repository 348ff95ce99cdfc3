import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import { uuidv7 } from '../new-id.ts';
import { classifyWhatsAppError } from '../providers/whatsapp/classify-error.ts';
import type { ProviderError, StatusItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import { applyDelivery } from '../outbound/apply-delivery.ts';
import type { Failure } from '../outbound/apply-delivery.ts';
import type { ChannelLine } from './find-channel.ts';
import { addIdentity } from './find-or-create-contact.ts';
import { recordRefusedMarketing } from './record-preference.ts';

const EVIDENCE: Record<string, DeliveryEvidence> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

const FIND = `
  select f.id,
    ($4::text is null or exists (select 1 from identity i where i.workspace_id = $1 and i.kind = 'whatsapp_id' and i.value = $4))
    and ($5::text is null or exists (select 1 from identity i where i.workspace_id = $1 and i.kind = 'whatsapp_user_id' and i.value = $5)) as "isWhoWeKnow"
  from (
    select id from message where workspace_id = $1 and provider_message_id = $2
    union all
    select o.message_id from outbox_attempt a join outbox_item o on o.id = a.outbox_item_id
    where o.workspace_id = $1 and a.id = $3::uuid
    limit 1) f`;

const WRITTEN_TO = `
  select c.contact_id as "contactId" from message m join conversation c on c.id = m.conversation_id
  where m.id = $1`;

const EVER = 'select 1 from identity where workspace_id = $1 and kind = $2 and value = $3 limit 1';

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
  const found = await tx.query<{ id: string | null; isWhoWeKnow: boolean }>(FIND, [
    channel.workspaceId,
    item.providerMessageId,
    attemptId,
    item.recipient.phone ?? null,
    item.recipient.userId ?? null,
  ]);
  const failure = evidence === 'failed' ? failureFrom(item.errors[0]) : null;
  const messageId = found.rows[0]?.id;
  // A reaction of ours is no message: its attempt is known, and there is nothing to tick.
  if (messageId === null) return;
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
  if (evidence !== 'failed' && found.rows[0]?.isWhoWeKnow === false)
    await learnRecipient(tx, channel, { item, messageId });
  if (failure?.key === 'marketingStopped') await recordRefusedMarketing(tx, { messageId, at: item.at });
  if (evidence === 'failed' && status !== 'failed') return;
  // Taken and refused later is the usual way to fail: only from "failed" can a person send it again.
  await tx.query(evidence === 'failed' ? GIVE_BACK : CONFIRM, [messageId]);
}

/**
 * Whom the provider delivered it to may have another id than the number we wrote to: kept with our contact, so that
 * their answer comes into the same thread. One that was ever somebody's stays theirs.
 */
async function learnRecipient(
  tx: Queryable,
  { workspaceId }: ChannelLine,
  { item, messageId }: { item: StatusItem; messageId: string },
): Promise<void> {
  const { phone, userId, groupId } = item.recipient;
  if (groupId !== undefined) return;
  const contactId = (await tx.query<{ contactId: string }>(WRITTEN_TO, [messageId])).rows[0]?.contactId;
  if (contactId === undefined) return;
  const claims = [
    { kind: 'whatsapp_id', value: phone },
    { kind: 'whatsapp_user_id', value: userId },
  ] as const;
  for (const { kind, value } of claims) {
    if (value === undefined || (await tx.query(EVER, [workspaceId, kind, value])).rowCount !== 0) continue;
    const about = { workspaceId, contactId, seenAt: item.at, evidence: 'whatsapp:status' };
    await addIdentity(tx, { ...about, kind, value });
  }
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
