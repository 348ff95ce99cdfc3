import type { Pool } from 'pg';
import { createUser } from '#server/auth/create-user.ts';
import { uuidv7 } from '#server/new-id.ts';

export const BENCH_PASSWORD = 'karibu-kazi';

export type HistoryShape = {
  conversations: number;
  messagesEach: number;
  /** How many of them wait for an answer, the first one longest; the rest of the open ones wait for the customer. */
  waiting: number;
  /** Share of the others that is still open. */
  openShare: number;
  /** Inboxes to spread over. The first is the channel's own, more are made. */
  inboxes: number;
  now: number;
  /** Names and words as different as people's own, for whoever searches; otherwise every row says much the same. */
  isVaried?: boolean;
};

export type History = { workspaceId: string; inboxIds: string[]; channelId: string };

/** The digits of the n-th invented customer, counted from 1: in a range no demo customer has. */
export function customerDigits(n: number): string {
  return `25411${String(n).padStart(7, '0')}`;
}

/** The name of the n-th invented customer. */
export function customerName(n: number): string {
  return `Mteja ${String(n).padStart(6, '0')}`;
}

const FIRST_NAMES =
  'Mercy Joseph Amina Brian Wanjiku Otieno Fatuma Kevin Grace Hassan Njeri Peter Zawadi Samuel Achieng David';
const SYLLABLES =
  'ba be ka ku la le ma me mi mu na ne ni pa pe pi sa se si ta te ti wa we ya za zi cha sha nya'.split(' ');
const WORDS = SYLLABLES.length ** 3;

/** The word of a rank, 0 the most common of 27,000: three syllables, by the rule the database uses. */
export function variedWord(rank: number): string {
  const at = (place: number) => SYLLABLES[Math.floor(rank / SYLLABLES.length ** place) % SYLLABLES.length]!;
  return at(0) + at(1) + at(2);
}

/** The name of the n-th customer of a varied history. */
export function variedName(n: number): string {
  const firstNames = FIRST_NAMES.split(' ');
  const family = variedWord(Math.floor(n / firstNames.length) % WORDS);
  return `${firstNames[n % firstNames.length]} ${family.charAt(0).toUpperCase()}${family.slice(1)}`;
}

// A word's share falls with its rank as in speech: the first stands in a third of the messages, the last in a few dozen.
const VARIED = `
  create or replace function pg_temp.varied_word(rank int) returns text language sql immutable as $$
    select s[1 + rank % 30] || s[1 + rank / 30 % 30] || s[1 + rank / 900 % 30]
    from (select '{${SYLLABLES.join(',')}}'::text[] as s) syllables $$;
  create or replace function pg_temp.varied_name(n bigint) returns text language sql immutable as $$
    select (string_to_array('${FIRST_NAMES}', ' '))[1 + n % 16] || ' ' || initcap(pg_temp.varied_word((n / 16 % ${WORDS})::int)) $$;
  create or replace function pg_temp.history_name(n bigint, is_varied boolean) returns text language sql immutable as $$
    select case when is_varied then pg_temp.varied_name(n) else 'Mteja ' || lpad(n::text, 6, '0') end $$;
  select setseed(0.42);
  create temp table bench_sentence as
    select id, (select string_agg(pg_temp.varied_word(floor(${WORDS} * power(random(), 4))::int), ' ') from generate_series(1, 4 + id % 5)) as text
    from generate_series(0, 49999) id;
  create unique index on bench_sentence (id);
  analyze bench_sentence;
  create or replace function pg_temp.history_text(n bigint, k int, is_varied boolean) returns text language sql stable as $$
    select case when is_varied
      then (select text from bench_sentence where id = ((n * 1000 + k) * 48271) % 50000) || case when (n + k) % 10 = 0 then ' oda ' || n else '' end
      else 'Habari, nauliza kuhusu oda namba ' || n || '-' || k || ', itafika lini?' end $$`;

// Ids follow from the number alone, so the same shape is the same data again.
const ID = `create or replace function pg_temp.bench_id(kind text, n bigint) returns uuid language sql immutable as $$
  select overlay(overlay(md5(kind || ':' || n) placing '7' from 13) placing '8' from 17)::uuid $$`;

/** The id of the n-th invented conversation, as text, by the rule the database used. */
export async function conversationIds(pool: Pool, count: number): Promise<string[]> {
  const found = await pool.query<{ id: string }>(
    `select overlay(overlay(md5('conversation:' || n) placing '7' from 13) placing '8' from 17)::uuid::text as id
     from generate_series(1, $1::bigint) n order by n`,
    [count],
  );
  return found.rows.map((row) => row.id);
}

const CONTACTS = `
  insert into contact (id, workspace_id, profile_name, created_at)
  select pg_temp.bench_id('contact', n), $1, pg_temp.history_name(n, $5), to_timestamp($2::float8 / 1000) - interval '40 days'
  from generate_series($3::bigint, $4::bigint) n`;

const IDENTITIES = `
  insert into identity (id, workspace_id, contact_id, kind, value, masked_value, evidence, first_seen_at, last_seen_at)
  select pg_temp.bench_id(k.kind, n), $1, pg_temp.bench_id('contact', n), k.kind::identity_kind,
    k.lead || '25411' || lpad(n::text, 7, '0'), '+254 1•• ••• ' || right(lpad(n::text, 7, '0'), 3), 'whatsapp', seen.at, seen.at
  from generate_series($3::bigint, $4::bigint) n,
    (values ('phone', '+'), ('whatsapp_id', '')) as k (kind, lead),
    (select to_timestamp($2::float8 / 1000) - interval '40 days' as at) seen`;

// Waiting ones come first in the queue, a second apart, and were answerable all along; the others lie behind them.
const CONVERSATIONS = `
  insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, status, contact_name, waiting_on, waiting_since,
    queue_order, window_closes_at, last_inbound_at, last_message_at, last_message_id, last_message_type, last_message_text,
    last_message_direction, last_message_author, last_message_status, inbound_count, unanswered_count, created_at)
  select pg_temp.bench_id('conversation', n), $1, pg_temp.bench_id('contact', n), $5, ($6::uuid[])[1 + (n - 1) % cardinality($6::uuid[])],
    case when s.waits or s.is_open then 'open' else 'closed' end::conversation_status, pg_temp.history_name(n, $10),
    case when s.waits then 'us' else 'them' end::waiting_on, to_timestamp(s.last / 1000),
    case when s.waits then s.last else 2e13 - s.last end,
    to_timestamp(s.last / 1000) + interval '24 hours', to_timestamp(s.last / 1000), to_timestamp(s.last / 1000),
    pg_temp.bench_id('message', n * 1000 + $7::int), 'text', 'Bei ya mkate ni ngapi leo? Nitapita jioni.',
    case when s.waits then 'inbound' else 'outbound' end::message_direction, case when s.waits then 'Mteja' else 'Amina' end,
    case when s.waits then 'received' else 'read' end::message_status, $7::int / 2 + 1, case when s.waits then 1 else 0 end,
    to_timestamp($2::float8 / 1000) - interval '40 days'
  from generate_series($3::bigint, $4::bigint) n,
    lateral (select n <= $8::bigint as waits, (n * 7919) % 1000 < $9::float8 * 1000 as is_open,
      case when n <= $8::bigint then $2::float8 - 7200000 + n * 1000 else $2::float8 - 10000000 - ((n * 104729) % 2500000) * 1000.0 end as last) s`;

const MESSAGES = `
  insert into message (id, workspace_id, conversation_id, direction, type, text, content, status, author_kind, author_name, at, provider_message_id)
  select pg_temp.bench_id('message', n * 1000 + k), $1, pg_temp.bench_id('conversation', n), d.direction::message_direction, 'text',
    pg_temp.history_text(n, k, $7), '{}', (case when d.direction = 'inbound' then 'received' else 'read' end)::message_status,
    (case when d.direction = 'inbound' then 'customer' else 'system' end)::author_kind, 'Mteja', to_timestamp(s.last / 1000) - make_interval(mins => ($5 - k)::int), 'history.' || n || '.' || k
  from generate_series($3::bigint, $4::bigint) n, generate_series(1, $5::int) k,
    lateral (select case when n <= $6::bigint then $2::float8 - 7200000 + n * 1000 else $2::float8 - 10000000 - ((n * 104729) % 2500000) * 1000.0 end as last) s,
    lateral (select case when (k + (case when n <= $6::bigint then 0 else 1 end) + $5) % 2 = 0 then 'inbound' else 'outbound' end as direction) d`;

const SLICE = 20_000;

/** Writes a long history into the demo business with plain SQL: fast, repeatable, in the shape the product would leave. */
export async function makeHistory(pool: Pool, shape: HistoryShape): Promise<History> {
  const tx = await pool.connect();
  try {
    await tx.query(
      `set statement_timeout = 0; set synchronous_commit = off; set session_replication_role = replica`,
    );
    await tx.query(ID);
    await tx.query(VARIED);
    const { rows } = await tx.query<{ id: string; workspaceId: string; inboxId: string }>(
      `select id, workspace_id as "workspaceId", inbox_id as "inboxId" from channel order by created_at limit 1`,
    );
    const { id: channelId, workspaceId, inboxId } = rows[0]!;
    const inboxIds = [inboxId];
    for (let n = 1; n < shape.inboxes; n++) {
      const id = uuidv7();
      await tx.query('insert into inbox (id, workspace_id, name, position) values ($1, $2, $3, $4)', [
        id,
        workspaceId,
        `Bench ${n}`,
        100 + n,
      ]);
      inboxIds.push(id);
    }
    const { conversations, messagesEach, waiting, openShare, now, isVaried = false } = shape;
    for (let from = 1; from <= conversations; from += SLICE) {
      const to = Math.min(conversations, from + SLICE - 1);
      await tx.query(CONTACTS, [workspaceId, now, from, to, isVaried]);
      await tx.query(IDENTITIES, [workspaceId, now, from, to]);
      await tx.query(CONVERSATIONS, [
        ...[workspaceId, now, from, to, channelId, inboxIds],
        ...[messagesEach, waiting, openShare, isVaried],
      ]);
      await tx.query(MESSAGES, [workspaceId, now, from, to, messagesEach, waiting, isVaried]);
    }
    await tx.query('analyze');
    return { workspaceId, inboxIds, channelId };
  } finally {
    tx.release(true);
  }
}

/** More agents, who see these inboxes; the demo people see them too. Returns their sign-ins. */
export async function addAgents(
  pool: Pool,
  { workspaceId, inboxIds }: Pick<History, 'workspaceId' | 'inboxIds'>,
  count: number,
): Promise<{ email: string; password: string }[]> {
  const people = [];
  for (let n = 1; n <= count; n++) {
    const person = { name: `Ajenti ${n}`, email: `agent${n}@bench.kazi`, password: BENCH_PASSWORD };
    const userId = await createUser(pool, person);
    await pool.query(
      `insert into member (id, workspace_id, user_id, name, role) values ($1, $2, $3, $4, 'agent')`,
      [uuidv7(), workspaceId, userId, person.name],
    );
    people.push({ email: person.email, password: person.password });
  }
  await pool.query(
    `insert into inbox_member (inbox_id, member_id, workspace_id)
     select i, m.id, $1 from unnest($2::uuid[]) i, member m where m.workspace_id = $1 on conflict do nothing`,
    [workspaceId, inboxIds],
  );
  return people;
}
