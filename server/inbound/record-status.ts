import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import { SAYS_LITTLE, saysWhy, tellingFailure } from '#schema/domain/telling-failure.ts';
import type { MessageStatus } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import { classifyWhatsAppError } from '../providers/whatsapp/classify-error.ts';
import type { ProviderError, StatusItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import { applyDeliveries } from '../outbound/apply-deliveries.ts';
import type { DeliveryStep, Failure } from '../outbound/apply-deliveries.ts';
import { reportedStep } from '../outbound/reported-step.ts';
import type { ChannelLine } from './find-channel.ts';
import { addIdentity } from './find-or-create-contact.ts';
import { isSomebodyElse } from './number-change.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

// The attempt tells us the id when the answer to the call was lost, and which of several tries is spoken of: what became of
// one says nothing about the next, for which the message stood in line again, unless it went after all.
const FIND = `
  select u.nth::int as nth, coalesce(m.id, o.message_id) as "messageId", o.id is not null as "isOurs",
    u.status in ('failed', 'sent') and exists (
      select 1 from message_transition s
      where s.message_id = coalesce(m.id, o.message_id) and s.status = 'sending' and s.at = a.started_at
        and exists (select 1 from message_transition q
          where q.message_id = s.message_id and q.status = 'queued' and q.created_at > s.created_at)
        and (u.status = 'failed' or exists (select 1 from message_transition f
          where f.message_id = s.message_id and f.status = 'failed' and f.created_at > s.created_at))) as "isOver",
    (u.phone is null or exists (
      select 1 from identity i where i.workspace_id = u.workspace_id and i.kind = 'whatsapp_id' and i.value = u.phone))
    and (u.user_id is null or exists (
      select 1 from identity i where i.workspace_id = u.workspace_id and i.kind = 'whatsapp_user_id' and i.value = u.user_id))
      as "isWhoWeKnow"
  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[]) with ordinality
      u (workspace_id, provider_message_id, attempt_id, status, phone, user_id, nth)
    left join message m on m.workspace_id = u.workspace_id and m.provider_message_id = u.provider_message_id
    left join outbox_attempt a on a.id = u.attempt_id and (m.id is null or u.status in ('failed', 'sent'))
    left join outbox_item o on o.id = a.outbox_item_id and o.workspace_id = u.workspace_id`;

const WRITTEN_TO = `
  select c.contact_id as "contactId" from message m join conversation c on c.id = m.conversation_id
  where m.id = $1`;

const EVER = 'select 1 from identity where workspace_id = $1 and kind = $2 and value = $3 limit 1';

const PARK = `
  insert into parked_status (id, workspace_id, provider_message_id, status, failure, at)
  select id, workspace_id, provider_message_id, status, failure::jsonb, to_timestamp(at / 1000)
  from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::float8[])
    u (id, workspace_id, provider_message_id, status, failure, at)
  on conflict (workspace_id, provider_message_id, status, at) do update set failure = excluded.failure
  where (excluded.failure ->> 'key' <> all ($7), coalesce((excluded.failure ->> 'code')::int, 0))
    > (parked_status.failure ->> 'key' <> all ($7), coalesce((parked_status.failure ->> 'code')::int, 0))`;

// One that waits to go a second time need not: the first arrived.
const CONFIRM = `
  update outbox_item set state = 'done', settled_at = now()
  where message_id = any ($1::uuid[]) and state in ('unconfirmed', 'queued')`;

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

/** Of several errors the first that says more than that something went wrong; else the first. */
export function tellingError(errors: readonly ProviderError[]): ProviderError | undefined {
  return errors.find((error) => saysWhy(failureFrom(error))) ?? errors[0];
}

/** One delivery status, and the number it is about. */
export type Reported = { channel: ChannelLine; item: StatusItem };

type Known = Reported & {
  workspaceId: string;
  evidence: DeliveryEvidence;
  from: string;
  failure: Failure | null;
  messageId?: string | null;
  /** Of an attempt of ours; of a reaction when it has no message. */
  isOurs?: boolean;
  /** It is about a try that was followed by another, and no news. */
  isOver?: boolean;
  /** Each id it names as who received it is on record with us. */
  isWhoWeKnow?: boolean;
};

/**
 * Applies delivery statuses in the order given. Each finds its message by the provider's id or by the attempt we put in
 * the call; one that finds nothing waits until the message is known.
 */
export async function recordStatuses(tx: Queryable, reported: readonly Reported[]): Promise<void> {
  const known: Known[] = reported.flatMap(({ channel, item }) => {
    const step = reportedStep(item.status);
    if (step === null) return [];
    const failure = step.evidence === 'failed' ? failureFrom(tellingError(item.errors)) : null;
    return [{ channel, workspaceId: channel.workspaceId, item, failure, ...step }];
  });
  if (known.length === 0) return;
  const found = await tx.query<{ nth: number } & Partial<Known>>({
    name: 'find-reported',
    text: FIND,
    values: [
      known.map(({ workspaceId }) => workspaceId),
      known.map(({ item }) => item.providerMessageId),
      known.map(({ item: { opaque } }) => (opaque !== undefined && UUID.test(opaque) ? opaque : null)),
      known.map(({ evidence }) => evidence),
      known.map(({ item }) => item.recipient.phone ?? null),
      known.map(({ item }) => item.recipient.userId ?? null),
    ],
  });
  for (const { nth, ...about } of found.rows) Object.assign(known[nth - 1]!, about);
  await park(
    tx,
    known.filter(({ messageId, isOurs }) => !messageId && !isOurs),
  );
  const steps = known.flatMap(
    ({ messageId, isOver, evidence, failure, item: { at, providerMessageId }, from }) =>
      messageId
        ? [{ ...{ messageId, evidence, at, failure, providerMessageId }, from: isOver ? 'earlierTry' : from }]
        : [],
  );
  if (steps.length === 0) return;
  await settleSends(tx, steps, await applyDeliveries(tx, steps));
  for (const { channel, item, messageId, evidence, isWhoWeKnow } of known)
    if (messageId && evidence !== 'failed' && isWhoWeKnow === false)
      await learnRecipient(tx, channel, { item, messageId });
}

/** What is proven to have gone is done; what failed after all is given back. `statuses`: what each step led to. */
async function settleSends(
  tx: Queryable,
  steps: readonly DeliveryStep[],
  statuses: readonly (MessageStatus | null)[],
): Promise<void> {
  const idsOf = (chosen: readonly DeliveryStep[]) => [...new Set(chosen.map(({ messageId }) => messageId))];
  const isNews = ({ from }: DeliveryStep) => from !== 'earlierTry';
  const confirmed = idsOf(steps.filter((step) => isNews(step) && step.evidence !== 'failed'));
  const failed = idsOf(
    steps.filter((step, n) => isNews(step) && step.evidence === 'failed' && statuses[n] === 'failed'),
  );
  if (confirmed.length > 0) await tx.query({ name: 'confirm-sent', text: CONFIRM, values: [confirmed] });
  if (failed.length > 0) await tx.query({ name: 'give-back', text: GIVE_BACK, values: [failed] });
}

/**
 * Whom the provider delivered it to may have another id than the number we wrote to: kept with our contact, so that
 * their answer comes into the same thread. One that was ever somebody's stays theirs.
 */
async function learnRecipient(
  tx: Queryable,
  { id: channelId, workspaceId }: ChannelLine,
  { item, messageId }: { item: StatusItem; messageId: string },
): Promise<void> {
  const { phone, userId, groupId } = item.recipient;
  if (groupId !== undefined) return;
  const contactId = (await tx.query<{ contactId: string }>(WRITTEN_TO, [messageId])).rows[0]?.contactId;
  if (contactId === undefined) return;
  // The number we wrote to may have gone to somebody else: whoever answers from it is told apart then.
  if (await isSomebodyElse(tx, { contactId, channelId, person: item.recipient })) return;
  const claims = [
    { kind: 'whatsapp_id', value: phone },
    { kind: 'whatsapp_user_id', value: userId },
  ] as const;
  for (const { kind, value } of claims) {
    if (value === undefined || (await tx.query(EVER, [workspaceId, kind, value])).rowCount !== 0) continue;
    const about = { workspaceId, contactId, channelId, seenAt: item.at, evidence: 'whatsapp:status' };
    await addIdentity(tx, { ...about, kind, value });
  }
}

async function park(tx: Queryable, unparked: readonly Known[]): Promise<void> {
  // Of one second and one kind only one is kept: the one that says more.
  const tellingOf = new Map<string, Known>();
  for (const one of unparked) {
    const key = `${one.workspaceId} ${one.item.providerMessageId} ${one.item.status} ${one.item.at}`;
    const other = tellingOf.get(key);
    const isTold =
      other?.failure && one.failure && tellingFailure(other.failure, one.failure) !== one.failure;
    if (!isTold) tellingOf.set(key, one);
  }
  const unknown = [...tellingOf.values()];
  if (unknown.length === 0) return;
  await tx.query({
    name: 'park-statuses',
    text: PARK,
    values: [
      unknown.map(() => uuidv7()),
      unknown.map(({ workspaceId }) => workspaceId),
      unknown.map(({ item }) => item.providerMessageId),
      unknown.map(({ item }) => item.status),
      unknown.map(({ failure }) => failure && JSON.stringify(failure)),
      unknown.map(({ item }) => item.at),
      SAYS_LITTLE,
    ],
  });
}
