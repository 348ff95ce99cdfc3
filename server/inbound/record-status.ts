import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import { uuidv7 } from '../new-id.ts';
import { classifyWhatsAppError } from '../providers/whatsapp/classify-error.ts';
import type { ProviderError, StatusItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import { applyDeliveries } from '../outbound/apply-deliveries.ts';
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

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// The attempt is asked only where the id says nothing: it tells us the id when the answer to the call was lost. What became
// of a first try says nothing about the second, for which a person sent the message again.
const FIND = `
  select u.nth::int as nth, coalesce(m.id, o.message_id) as "messageId", o.id is not null as "isOurs",
    u.is_refused and exists (
      select 1 from outbox_attempt f join outbox_attempt s on s.outbox_item_id = f.outbox_item_id
      where f.id = u.attempt_id and (s.started_at, s.id) > (f.started_at, f.id)) as "isSuperseded"
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::bool[]) with ordinality
      u (workspace_id, provider_message_id, attempt_id, is_refused, nth)
    left join message m on m.workspace_id = u.workspace_id and m.provider_message_id = u.provider_message_id
    left join outbox_attempt a on a.id = u.attempt_id and m.id is null
    left join outbox_item o on o.id = a.outbox_item_id and o.workspace_id = u.workspace_id`;

const PARK = `
  insert into parked_status (id, workspace_id, provider_message_id, status, failure, at)
  select id, workspace_id, provider_message_id, status, failure::jsonb, to_timestamp(at / 1000)
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::float8[])
    u (id, workspace_id, provider_message_id, status, failure, at)
  on conflict (workspace_id, provider_message_id, status, at) do nothing`;

const CONFIRM = `
  update outbox_item set state = 'done', settled_at = now() where message_id = any ($1::uuid[]) and state = 'unconfirmed'`;

// Taken and refused later is the usual way to fail: only from "failed" can a person send it again.
const GIVE_BACK = `
  update outbox_item set state = 'failed', settled_at = now()
  where message_id = any ($1::uuid[]) and state in ('done', 'unconfirmed')`;

/** A provider's error as the screen needs it. */
export function failureFrom(error: ProviderError | undefined): Failure {
  const code = error?.code ?? null;
  const { key } = classifyWhatsAppError({ httpStatus: null, code, details: error?.details ?? null });
  return { key, code, title: error?.title ?? null, details: error?.details ?? null };
}

/** One delivery status, and the number it is about. */
export type Reported = { channel: ChannelLine; item: StatusItem };

type Known = {
  workspaceId: string;
  item: StatusItem;
  evidence: DeliveryEvidence;
  failure: Failure | null;
  messageId?: string | null;
  /** Of an attempt of ours; of a reaction when it has no message. */
  isOurs?: boolean;
  /** Refuses a try that was followed by another. */
  isSuperseded?: boolean;
};

/**
 * Applies delivery statuses in the order given. Each finds its message by the provider's id or by the attempt we put in
 * the call; one that finds nothing waits until the message is known.
 */
export async function recordStatuses(tx: Queryable, reported: readonly Reported[]): Promise<void> {
  const known: Known[] = reported.flatMap(({ channel: { workspaceId }, item }) => {
    const evidence = EVIDENCE[item.status];
    if (evidence === undefined) return [];
    const failure = evidence === 'failed' ? failureFrom(item.errors[0]) : null;
    return [{ workspaceId, item, evidence, failure }];
  });
  if (known.length === 0) return;
  const found = await tx.query<{ nth: number; messageId: string | null; isOurs: boolean }>({
    name: 'find-reported',
    text: FIND,
    values: [
      known.map(({ workspaceId }) => workspaceId),
      known.map(({ item }) => item.providerMessageId),
      known.map(({ item: { opaque } }) => (opaque !== undefined && UUID.test(opaque) ? opaque : null)),
      known.map(({ evidence }) => evidence === 'failed'),
    ],
  });
  for (const { nth, ...about } of found.rows) Object.assign(known[nth - 1]!, about);
  await park(
    tx,
    known.filter(({ messageId, isOurs }) => !messageId && !isOurs),
  );
  const steps = known.flatMap(
    ({ messageId, isSuperseded, evidence, failure, item: { at, providerMessageId } }) =>
      messageId && !isSuperseded
        ? [{ messageId, evidence, from: 'provider', at, failure, providerMessageId }]
        : [],
  );
  if (steps.length === 0) return;
  const statuses = await applyDeliveries(tx, steps);
  const idsOf = (chosen: typeof steps) => [...new Set(chosen.map(({ messageId }) => messageId))];
  const refused = steps.filter(({ evidence }) => evidence === 'failed');
  const confirmed = idsOf(steps.filter(({ evidence }) => evidence !== 'failed'));
  const failed = idsOf(refused.filter((step) => statuses[steps.indexOf(step)] === 'failed'));
  if (confirmed.length > 0) await tx.query({ name: 'confirm-sent', text: CONFIRM, values: [confirmed] });
  if (failed.length > 0) await tx.query({ name: 'give-back', text: GIVE_BACK, values: [failed] });
  for (const { messageId, at, failure } of refused)
    if (failure?.key === 'marketingStopped') await recordRefusedMarketing(tx, { messageId, at });
}

async function park(tx: Queryable, unknown: readonly Known[]): Promise<void> {
  if (unknown.length === 0) return;
  await tx.query({
    name: 'park-statuses',
    text: PARK,
    values: [
      unknown.map(() => uuidv7()),
      unknown.map(({ workspaceId }) => workspaceId),
      unknown.map(({ item }) => item.providerMessageId),
      unknown.map(({ evidence }) => evidence),
      unknown.map(({ failure }) => failure && JSON.stringify(failure)),
      unknown.map(({ item }) => item.at),
    ],
  });
}
