import { PROVIDER_WORDS } from '#schema/domain/delivery-status.ts';
import type { Queryable } from '../queue.ts';
import type { JournalClaims } from './list-claims.ts';

/** One thing the projections say, under a name that two databases agree on. Values are plain text, null where not compared. */
export type ProjectedLine = {
  kind: 'contact' | 'conversation' | 'message' | 'parked status';
  name: string;
} & {
  columns: Record<string, string | null>;
};

const WHO = `
  select contact_id, string_agg(kind || ':' || value || case when retired_at is null then '' else ' (retired)' end, ', '
    order by retired_at is not null, kind, value) as who
  from identity group by contact_id`;

const CONTACTS = `
  select c.id, w.name as workspace, coalesce(who.who, 'nobody') as who
  from contact c join workspace w on w.id = c.workspace_id left join (${WHO}) who on who.contact_id = c.id
  where $1::uuid[] is null or c.id = any ($1)`;

// Whose turn it is cannot be told where a person closed the matter, where both sides spoke in the same moment, or where
// words of ours never left: they counted when they were written, and may have been counted out since.
const CONVERSATIONS = `
  select ch.phone_number_id as channel, coalesce(who.who, 'nobody') as who, c.window_closes_at as "windowClosesAt",
    c.last_inbound_at as "lastInboundAt", c.entry_at as "entryAt", c.free_until as "freeUntil", c.inbound_count as "inboundCount",
    case when unsaid.is_there then null else c.last_message_at end as "lastMessageAt",
    case when unsaid.is_there or c.waiting_on = 'nobody' or c.last_inbound_at = ours.at then null else c.waiting_on end as "waitingOn",
    exists (select 1 from message m where m.conversation_id = c.id and m.direction = 'inbound'
      and (m.provider_message_id is null or m.provider_message_id not in (select unnest($2::text[])))) as "hasOlder"
  from conversation c join channel ch on ch.id = c.channel_id left join (${WHO}) who on who.contact_id = c.contact_id
  left join lateral (select max(at) as at from message m where m.conversation_id = c.id and m.direction = 'outbound') ours on true
  left join lateral (select exists (select 1 from message m join outbox_item o on o.message_id = m.id
    where m.conversation_id = c.id and m.status in ('cancelled', 'failed') and (o.attempts > 0 or o.state = 'failed')) as is_there) unsaid on true
  where ($1::uuid[] is null or c.contact_id = any ($1))
    and exists (select 1 from message m where m.conversation_id = c.id and m.direction <> 'note')`;

const MESSAGES = `
  select m.id, m.provider_message_id as "providerMessageId", ch.phone_number_id as channel, coalesce(who.who, 'nobody') as who,
    m.direction, m.type, m.text, m.content, m.media is not null as "hasMedia",
    case when m.content ? 'cards' then m.whole_cards end as "wholeCards", m.author_kind as author, m.forwarded,
    m.provider_quoted_id as quoted, m.at, m.edited_at as "editedAt", m.deleted_at as "deletedAt",
    (select jsonb_agg(r) from jsonb_array_elements(m.reactions) r where r ->> 'by' = 'customer') as reactions,
    case when exists (select 1 from parked_status p where p.workspace_id = m.workspace_id
      and p.provider_message_id = m.provider_message_id) then null else m.status end as status,
    (select array_agg(distinct t.status || '@' || round(extract(epoch from t.at) * 1000)) from message_transition t
      where t.message_id = m.id and t.evidence = any ($2)) as steps
  from message m join conversation c on c.id = m.conversation_id join channel ch on ch.id = c.channel_id
  left join (${WHO}) who on who.contact_id = c.contact_id
  where m.direction <> 'note' and ($1::uuid[] is null or c.contact_id = any ($1))`;

const PARKED = `
  select distinct p.provider_message_id as id, p.status, p.at from parked_status p
  where p.provider_message_id in (select unnest($1::text[]))`;

type Row = Record<string, unknown>;

/**
 * What the inbox says, in words that do not depend on when or in which database it was written: our own ids and clocks
 * are left out, and so is what members did. `contactIds` null: everybody.
 */
export async function readProjection(
  tx: Queryable,
  { contactIds, claims }: { contactIds: string[] | null; claims: JournalClaims },
): Promise<ProjectedLine[]> {
  const lines: ProjectedLine[] = [];
  for (const { workspace, who } of (await tx.query<Row>(CONTACTS, [contactIds])).rows)
    lines.push({ kind: 'contact', name: `${String(who)}`, columns: { workspace: plain(workspace) } });
  const conversations = await tx.query<Row>(CONVERSATIONS, [contactIds, [...claims.bubbles]]);
  for (const { channel, who, hasOlder, inboundCount, ...rest } of conversations.rows) {
    const name = `${String(who)} on ${String(channel)}`;
    const { waitingOn, lastMessageAt, ...firm } = rest;
    const columns = {
      ...plainAll(firm),
      waitingOn: open(waitingOn),
      lastMessageAt: open(lastMessageAt),
      inboundCount: hasOlder === true ? null : plain(inboundCount),
    };
    lines.push({ kind: 'conversation', name, columns });
  }
  const messages = await tx.query<Row>(MESSAGES, [contactIds, PROVIDER_WORDS]);
  for (const { id, providerMessageId, status, ...rest } of messages.rows) {
    const isFromJournal = claims.bubbles.has(String(providerMessageId));
    const name = isFromJournal ? String(providerMessageId) : String(id);
    const columns = {
      ...plainAll(rest),
      status: open(status),
      providerMessageId: isFromJournal ? null : plain(providerMessageId),
    };
    lines.push({ kind: 'message', name, columns });
  }
  for (const { id, status, at } of (await tx.query<Row>(PARKED, [[...claims.targets]])).rows)
    lines.push({ kind: 'parked status', name: `${String(id)} ${String(status)}@${String(at)}`, columns: {} });
  return lines;
}

function plainAll(row: Row): Record<string, string | null> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)]));
}

/** What is not there is not compared. */
function open(value: unknown): string | null {
  return value === null ? null : plain(value);
}

/** Text that is the same for the same value: keys and lists in one order. */
function plain(value: unknown): string | null {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(sorted(value)) : String(value);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map(sorted);
    return parts.every((p) => typeof p === 'string' || (p !== null && typeof p === 'object' && 'at' in p))
      ? parts.toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b)))
      : parts;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([a], [b]) => compare(a, b)),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
