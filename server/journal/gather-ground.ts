import { PROVIDER_WORDS } from '#schema/domain/delivery-status.ts';
import type { DeliveryEvidence } from '#schema/domain/delivery-status.ts';
import type { Failure } from '../outbound/apply-delivery.ts';
import type { Queryable } from '../queue.ts';
import { stepKey } from './list-claims.ts';
import type { JournalClaims } from './list-claims.ts';
import type { JournalSurvey } from './survey-journal.ts';

type Line = Record<string, unknown>;

export type GroundMessage = {
  kind: 'message';
  at: number;
  contactId: string;
  channelId: string;
  /** Part of the talk: not taken back, not waiting for its time. */
  isTold: boolean;
  line: Line & { id: string; provider_message_id: string | null };
  outboxItem: Line | null;
  attempts: Line[];
};

export type GroundStep = {
  kind: 'step';
  at: number;
  messageId: string;
  evidence: DeliveryEvidence;
  from: string;
  stepAt: number;
  failure: Failure | null;
};

/** What stands beside the journal and cannot be told from it: people, channels, and what we wrote ourselves. */
export type Ground = {
  /** Whole tables, by name, in the order their references ask for. */
  tables: [name: string, lines: Line[]][];
  contactIds: string[];
  contacts: Line[];
  identities: Line[];
  /** Our own messages and what we know of them without the provider, in the order they happened. */
  acts: (GroundMessage | GroundStep)[];
  /** Ids of messages whose way is among the acts: they start at its beginning. */
  stepped: Set<string>;
  /** By id of our own messages, the provider id that no event told us. */
  laidIds: Map<string, string | null>;
  /** Identities of every contact the journal touches, as `kind` and `value`, to find that contact again. */
  namesOf: Map<string, { kind: string; value: string }[]>;
  /** Provider ids of bubbles that only an event could have brought, though no event speaks of them. */
  unexplained: string[];
};

const TABLES = ['workspace', 'member', 'inbox', 'inbox_member', 'channel', 'same_person'];

const TOUCHED = `
  select contact_id as id from identity where kind::text || ':' || value in (select unnest($1::text[]))
  union
  select c.contact_id from message m join conversation c on c.id = m.conversation_id
  where m.provider_message_id in (select unnest($2::text[]))
  union
  select c.contact_id from outbox_attempt a join outbox_item o on o.id = a.outbox_item_id
    join message m on m.id = o.message_id join conversation c on c.id = m.conversation_id
  where a.id::text in (select unnest($3::text[]))`;

const MESSAGES = `
  select to_jsonb(m) as line, c.contact_id as "contactId", c.channel_id as "channelId",
    (extract(epoch from m.created_at) * 1000)::float8 as "createdAt", to_jsonb(o) as "outboxItem",
    not (m.status = 'cancelled' and coalesce(o.attempts, 1) = 0) and not coalesce(o.state <> 'done' and starts_with(o.lane, 'later:'), false) as "isTold",
    coalesce((select jsonb_agg(to_jsonb(a) order by a.started_at) from outbox_attempt a where a.outbox_item_id = o.id), '[]') as attempts
  from message m join conversation c on c.id = m.conversation_id left join outbox_item o on o.message_id = m.id
  where c.contact_id = any ($1::uuid[]) and m.direction <> 'note'
    and (m.provider_message_id is null or m.provider_message_id not in (select unnest($2::text[])))
  order by m.created_at, m.at, m.id`;

const STEPS = `
  select t.message_id as "messageId", t.status as evidence, t.evidence as "from", t.at as "stepAt", m.failure,
    (extract(epoch from t.created_at) * 1000)::float8 as at
  from message_transition t join message m on m.id = t.message_id
  where t.message_id = any ($1::uuid[]) order by t.created_at, t.at, t.id`;

/** Reads what a replay starts from. Only contacts the journal speaks of: about the others it can be neither right nor wrong. */
export async function gatherGround(tx: Queryable, survey: JournalSurvey): Promise<Ground> {
  const { claims } = survey;
  const tables: Ground['tables'] = [];
  for (const name of TABLES) {
    const rows = await tx.query<{ line: Line }>(`select to_jsonb(t) as line from "${name}" t`);
    tables.push([name, rows.rows.map((r) => r.line)]);
  }
  const touched = await tx.query<{ id: string }>(TOUCHED, [
    [...claims.identities],
    [...claims.bubbles, ...claims.targets],
    [...claims.attempts],
  ]);
  const contactIds = touched.rows.map((r) => r.id);
  const identities = await gatherIdentities(tx, contactIds, claims);
  const acts = await gatherActs(tx, contactIds, claims);
  const contacts = await tx.query<{ line: Line & { id: string } }>(
    'select to_jsonb(c) as line from contact c where c.id = any ($1::uuid[])',
    [[...new Set(identities.ground.map((i) => String(i['contact_id'])))]],
  );
  return {
    tables,
    contactIds,
    contacts: contacts.rows.map((r) => r.line),
    identities: identities.ground,
    acts,
    stepped: new Set(acts.flatMap((a) => (a.kind === 'step' ? [a.messageId] : []))),
    laidIds: new Map(
      acts.flatMap((a) => (a.kind === 'message' ? [[a.line.id, a.line.provider_message_id]] : [])),
    ),
    namesOf: identities.namesOf,
    unexplained: findUnexplained(acts, survey),
  };
}

async function gatherIdentities(
  tx: Queryable,
  contactIds: string[],
  claims: JournalClaims,
): Promise<{ ground: Line[]; namesOf: Ground['namesOf'] }> {
  type Row = {
    line: Line;
    contactId: string;
    kind: string;
    value: string;
    seenAt: number;
    retiredAt: number | null;
  };
  const rows = await tx.query<Row>(
    `select to_jsonb(i) as line, contact_id as "contactId", kind, value, first_seen_at as "seenAt", retired_at as "retiredAt"
     from identity i where contact_id = any ($1::uuid[]) order by id`,
    [contactIds],
  );
  const namesOf: Ground['namesOf'] = new Map();
  const ground: Line[] = [];
  for (const { line, contactId, kind, value, seenAt, retiredAt } of rows.rows) {
    // A username may have been another's.
    if (kind !== 'whatsapp_username')
      namesOf.set(contactId, [...(namesOf.get(contactId) ?? []), { kind, value }]);
    if (claims.sightings.has(`${kind}:${value}@${seenAt}`)) continue;
    // Retired by an event: that event will do it again.
    const isRetiredByJournal = retiredAt !== null && claims.changes.has(retiredAt);
    ground.push(isRetiredByJournal ? { ...line, retired_at: null } : line);
  }
  return { ground, namesOf };
}

async function gatherActs(
  tx: Queryable,
  contactIds: string[],
  claims: JournalClaims,
): Promise<Ground['acts']> {
  type Row = Omit<GroundMessage, 'kind' | 'at'> & { createdAt: number };
  const rows = (await tx.query<Row>(MESSAGES, [contactIds, [...claims.bubbles]])).rows;
  const aboutOf = new Map<string, string[]>();
  const messages = rows.map(({ createdAt, ...row }): GroundMessage => {
    const attemptIds = row.attempts.map((a) => String(a['id']));
    const providerId = row.line.provider_message_id;
    aboutOf.set(row.line.id, providerId === null ? attemptIds : [providerId, ...attemptIds]);
    return {
      ...row,
      kind: 'message',
      at: createdAt,
      line: { ...row.line, provider_message_id: learnsIdFromJournal(row, claims) ? null : providerId },
    };
  });
  for (const { line } of messages) line['reactions'] = withoutJournalReactions(line, claims);
  const steps = await tx.query<Omit<GroundStep, 'kind'>>(STEPS, [[...aboutOf.keys()]]);
  const own = steps.rows.filter(
    (s) =>
      !PROVIDER_WORDS.includes(s.from) ||
      !aboutOf
        .get(s.messageId)!
        .some((about) => claims.steps.has(stepKey(about, s.evidence, Number(s.stepAt)))),
  );
  // What was written for later is a message of the time at which it was released.
  const writtenAt = new Map(messages.map((m) => [m.line.id, m.at]));
  const followed = own.map((s): GroundStep => ({
    ...s,
    kind: 'step',
    at: Math.max(s.at, writtenAt.get(s.messageId)!),
  }));
  const all = [...messages, ...followed];
  return all.sort((a, b) => a.at - b.at || Number(a.kind === 'step') - Number(b.kind === 'step'));
}

/** The answer to our call was lost, and only a status told us the provider's id. */
function learnsIdFromJournal(row: Pick<GroundMessage, 'attempts'>, claims: JournalClaims): boolean {
  if (row.attempts.length === 0 || row.attempts.some((a) => a['outcome'] === 'sent')) return false;
  return row.attempts.some((a) => claims.attempts.has(String(a['id'])));
}

function withoutJournalReactions(line: Line, claims: JournalClaims): unknown {
  const reactions = Array.isArray(line['reactions']) ? (line['reactions'] as { at?: number }[]) : [];
  const providerId = String(line['provider_message_id']);
  return reactions.filter(({ at }) => !claims.reactions.has(`${providerId}@${at}`));
}

/** Bubbles from outside that came after the journal began, and which no event brought. */
function findUnexplained(acts: Ground['acts'], { firstReceivedAt, leftOut }: JournalSurvey): string[] {
  if (firstReceivedAt === null) return [];
  return acts.flatMap((act) => {
    if (act.kind !== 'message' || act.at < firstReceivedAt) return [];
    const isFromOutside = ['customer', 'phone_app'].includes(String(act.line['author_kind']));
    const id = act.line.provider_message_id;
    return isFromOutside && id !== null && !leftOut.has(id) ? [id] : [];
  });
}
