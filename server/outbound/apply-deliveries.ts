import { PROVIDER_WORDS, advanceDelivery, pastAfter } from '#schema/domain/delivery-status.ts';
import type { DeliveryEvidence, DeliveryPast } from '#schema/domain/delivery-status.ts';
import { tellingFailure } from '#schema/domain/telling-failure.ts';
import type { MessageStatus } from '#schema/tables.gen.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { hearMarketingWord } from './hear-marketing-word.ts';
import { settleFreeEntry } from './settle-free-entry.ts';

/** Why a message did not go, or is held, for a person to read. `key` chooses the sentence on the screen. */
export type Failure = {
  key: string;
  code: number | null;
  title: string | null;
  details: string | null;
  /** Since when it is held, ms. */
  since?: number;
  /** When it failed by the word of whoever says so, ms. */
  at?: number;
};

export type DeliveryStep = {
  messageId: string;
  evidence: DeliveryEvidence;
  /** Who says so: one of `PROVIDER_WORDS`, `worker`, `member`, `call`. `earlierTry` is kept and moves nothing. */
  from: string;
  at: number;
  failure?: Failure | null;
  providerMessageId?: string | null;
};

type Stand = {
  id: string;
  status: MessageStatus;
  failure: Failure | null;
  providerMessageId: string | null;
  workspaceId: string;
  conversationId: string;
  past: DeliveryPast;
};

// In one order for everybody, so that two who climb the same messages wait for one another instead of locking each other out.
const LOCK = `
  select id, status, failure, provider_message_id as "providerMessageId", workspace_id as "workspaceId", conversation_id as "conversationId"
  from message where id = any ($1::uuid[]) order by id for no key update`;

const WRITE = `
  with kept as (
    insert into message_transition (id, workspace_id, message_id, status, applied, evidence, at)
    select id, workspace_id, message_id, status::message_status, applied, evidence, to_timestamp(at / 1000)
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::bool[], $6::text[], $7::float8[])
      t (id, workspace_id, message_id, status, applied, evidence, at)
    where t.evidence <> all ($15) or not exists (
      select 1 from message_transition s where s.message_id = t.message_id and s.at = to_timestamp(t.at / 1000)
        and s.status = t.status::message_status and s.evidence = t.evidence)
  ), climbed as (
    update message m set status = u.status::message_status, failure = u.failure::jsonb, provider_message_id = u.provider_message_id
    from unnest($8::uuid[], $9::text[], $10::text[], $11::text[]) u (id, status, failure, provider_message_id)
    where m.id = u.id
  )
  update conversation c set troubled_count = greatest(0, c.troubled_count + u.trouble),
    last_message_status = coalesce((u.statuses::jsonb ->> c.last_message_id::text)::message_status, c.last_message_status), updated_at = now()
  from unnest($12::uuid[], $13::int[], $14::text[]) u (id, trouble, statuses)
  where c.id = u.id and (u.trouble <> 0 or u.statuses::jsonb ? c.last_message_id::text)`;

// What a status does not say. A refusal of a try that was followed by another, or before it stood in line again, is over.
const PAST = `
  select m.id,
    exists (select 1 from message_transition t where t.message_id = m.id and t.status = 'cancelled' and t.applied) as "isGivenUp",
    exists (select 1 from message_transition t where t.message_id = m.id and t.status = 'failed' and t.evidence <> 'earlierTry'
      and not exists (select 1 from message_transition q
        where q.message_id = m.id and q.status = 'queued' and q.applied and q.id > t.id)) as "isRefused"
  from message m where m.id = any ($1::uuid[])`;

/** WhatsApp's own word that this person wants no marketing from us. */
const MARKETING_STOPPED = 131050;

const isTrouble = (status: MessageStatus): boolean => status === 'failed' || status === 'unconfirmed';
const isSaid = (status: MessageStatus): boolean => status !== 'failed' && status !== 'cancelled';

/**
 * Climbs messages by pieces of evidence, in the order given, under their row locks, and keeps each step whether it moved
 * anything or not. The conversations' preview ticks and their counts of troubled sends follow. Returns, step by step, the
 * status its message had then; null for a message nobody knows.
 */
export async function applyDeliveries(
  tx: Queryable,
  steps: readonly DeliveryStep[],
): Promise<(MessageStatus | null)[]> {
  if (steps.length === 0) return [];
  const ids = [...new Set(steps.map(({ messageId }) => messageId))].sort();
  const found = await tx.query<Stand>({ name: 'lock-messages', text: LOCK, values: [ids] });
  const pasts = await readPasts(tx, found.rows, steps);
  const before = new Map(
    found.rows.map((stand) => [stand.id, { ...stand, past: pasts.get(stand.id) ?? pastOf(stand) }]),
  );
  const after = new Map(before);
  const kept = steps.map((step) => {
    const stand = after.get(step.messageId);
    if (!stand) return null;
    const status =
      step.from === 'earlierTry' ? stand.status : advanceDelivery(stand.status, step.evidence, stand.past);
    after.set(step.messageId, follow(stand, step, status));
    return { step, status, workspaceId: stand.workspaceId, moved: status !== stand.status };
  });
  const known = onceEach(kept.filter((k) => k !== null));
  if (known.length === 0) return kept.map(() => null);
  const changed = [...after.values()].filter((stand) => isChanged(before.get(stand.id)!, stand));
  const told = tellConversations(before, after);
  await tx.query({
    name: 'climb-messages',
    text: WRITE,
    values: [
      known.map(() => uuidv7()),
      known.map(({ workspaceId }) => workspaceId),
      known.map(({ step }) => step.messageId),
      known.map(({ step }) => step.evidence),
      known.map(({ moved }) => moved),
      known.map(({ step }) => step.from),
      known.map(({ step }) => step.at),
      changed.map(({ id }) => id),
      changed.map(({ status }) => status),
      changed.map(({ failure }) => failure && JSON.stringify(failure)),
      changed.map(({ providerMessageId }) => providerMessageId),
      told.map(({ id }) => id),
      told.map(({ trouble }) => trouble),
      told.map(({ statuses }) => JSON.stringify(statuses)),
      PROVIDER_WORDS,
    ],
  });
  // However the refusal came: with the answer, as a status, as one that was parked.
  for (const { messageId, at, failure } of steps)
    if (failure?.code === MARKETING_STOPPED)
      await hearMarketingWord(tx, { messageId, isStop: true, at, by: 'refusal' });
  for (const { id, isRetold } of told) if (isRetold) await settleFreeEntry(tx, id);
  return kept.map((k) => k?.status ?? null);
}

type Kept = { step: DeliveryStep; status: MessageStatus; workspaceId: string; moved: boolean };

// The provider says everything twice, from two hosts or because an answer came late: what it says at one instant is one step.
function onceEach(kept: readonly Kept[]): Kept[] {
  const seen = new Set<string>();
  return kept.filter(({ step: { messageId, evidence, from, at } }) => {
    if (!PROVIDER_WORDS.includes(from)) return true;
    const said = `${messageId} ${evidence} ${from} ${at}`;
    if (seen.has(said)) return false;
    seen.add(said);
    return true;
  });
}

/** Only what ends a message that was given up, or refuses one that may have been, needs to know what came before. */
async function readPasts(
  tx: Queryable,
  stands: readonly Omit<Stand, 'past'>[],
  steps: readonly DeliveryStep[],
): Promise<Map<string, DeliveryPast>> {
  const refused = new Set(steps.flatMap((step) => (step.evidence === 'failed' ? [step.messageId] : [])));
  const asked = stands.filter(
    ({ id, status }) =>
      status === 'cancelled' || ((status === 'held' || status === 'sent') && refused.has(id)),
  );
  if (asked.length === 0) return new Map();
  const values = [asked.map(({ id }) => id)];
  const found = await tx.query<DeliveryPast & { id: string }>({ name: 'message-pasts', text: PAST, values });
  return new Map(found.rows.map(({ id, ...past }) => [id, past]));
}

function pastOf({ status }: Omit<Stand, 'past'>): DeliveryPast {
  return { isGivenUp: false, isRefused: status === 'failed' };
}

function follow(stand: Stand, step: DeliveryStep, status: MessageStatus): Stand {
  if (step.from === 'earlierTry') return stand;
  const isMoved = status !== stand.status;
  return {
    ...stand,
    status,
    failure: failureAfter(stand, step, status),
    providerMessageId: stand.providerMessageId ?? step.providerMessageId ?? null,
    past: pastAfter(stand.past, { evidence: step.evidence, isMoved }),
  };
}

function failureAfter(stand: Stand, step: DeliveryStep, status: MessageStatus): Failure | null {
  if (status !== 'failed' && status !== 'held') return null;
  const stood = stand.status === status ? stand.failure : null;
  if (step.evidence !== status || !step.failure) return stood;
  return status === 'held' ? step.failure : tellingFailure(stood, { ...step.failure, at: step.at });
}

function isChanged(was: Stand, is: Stand): boolean {
  return (
    was.status !== is.status ||
    was.providerMessageId !== is.providerMessageId ||
    JSON.stringify(was.failure) !== JSON.stringify(is.failure)
  );
}

type Told = {
  id: string;
  trouble: number;
  statuses: Record<string, MessageStatus>;
  /** Something counts as said that did not, or the other way round. */
  isRetold: boolean;
};

/** What each conversation hears of its messages, in one order for everybody. */
function tellConversations(before: ReadonlyMap<string, Stand>, after: ReadonlyMap<string, Stand>): Told[] {
  const told = new Map<string, Told>();
  for (const { id, status, conversationId } of after.values()) {
    const was = before.get(id)!.status;
    if (status === was) continue;
    const about = told.get(conversationId) ?? {
      id: conversationId,
      trouble: 0,
      statuses: {},
      isRetold: false,
    };
    about.trouble += Number(isTrouble(status)) - Number(isTrouble(was));
    about.statuses[id] = status;
    about.isRetold ||= isSaid(status) !== isSaid(was);
    told.set(conversationId, about);
  }
  return [...told.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
