import type { Pool } from 'pg';

/** Messages the provider is owed from now on, to the history's conversations `from` … `to`, so many each, with bells. */
export type Owed = { from: number; to: number; each: number; tag: string; isCampaign: boolean };

const CONTENT = JSON.stringify({ name: 'follow_up', language: 'en', values: { 'body:1': 'rafiki' } });

const MESSAGES = `
  insert into message (id, workspace_id, conversation_id, direction, type, text, content, status, author_kind, author_name, at)
  select overlay(overlay(md5($3 || ':' || n || ':' || k) placing '7' from 13) placing '8' from 17)::uuid, c.workspace_id, c.id, 'outbound',
    'template', 'Hello', $5::jsonb, 'queued', 'system', 'Bench', now()
  from generate_series(1, $4::int) k, generate_series($1::bigint, $2::bigint) n
    join conversation c on c.id = overlay(overlay(md5('conversation:' || n) placing '7' from 13) placing '8' from 17)::uuid
  order by k, n returning id, conversation_id as "conversationId"`;

const ITEMS = `
  insert into outbox_item (id, workspace_id, channel_id, lane, kind, message_id, payload, not_before, is_campaign)
  select gen_random_uuid(), m.workspace_id, c.channel_id, 'conversation:' || c.id, 'message', m.id, '{}', now(), $2
  from unnest($1::uuid[]) with ordinality u (id, nth) join message m on m.id = u.id join conversation c on c.id = m.conversation_id
  order by u.nth`;

const BELLS = `
  select count(*) from graphile_worker.add_jobs(array(
    select row('drain-outbox', json_build_object('lane', 'conversation:' || c), null, now(), 25, null, 0, null)::graphile_worker.job_spec
    from unnest($1::uuid[]) c))`;

/** Writes them as the product does, only all at once. Returns the ids of the messages. */
export async function oweMessages(pool: Pool, { from, to, each, tag, isCampaign }: Owed): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local statement_timeout = 0`);
    const { rows } = await client.query<{ id: string; conversationId: string }>(MESSAGES, [
      from,
      to,
      tag,
      each,
      CONTENT,
    ]);
    const ids = rows.map(({ id }) => id);
    await client.query(ITEMS, [ids, isCampaign]);
    if (!isCampaign) await client.query(BELLS, [[...new Set(rows.map((row) => row.conversationId))]]);
    await client.query('commit');
    // What a table that grows is told on the way: its plans are not those of an empty one.
    await client.query('analyze message, outbox_item, outbox_attempt, conversation');
    return ids;
  } finally {
    client.release();
  }
}

/** Until the templates are here: the worker fetches them once it runs. */
export async function waitForTemplate(pool: Pool): Promise<void> {
  const until = performance.now() + 60_000;
  while (
    (await pool.query(`select 1 from template where name = 'follow_up' and language = 'en'`)).rowCount === 0
  ) {
    if (performance.now() > until) throw new Error('the templates were not fetched in time');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** When each of these was answered by the provider, instants in ms, in order. */
export async function readAnswered(pool: Pool, ids: readonly string[]): Promise<number[]> {
  const { rows } = await pool.query<{ at: number }>(
    `select extract(epoch from min(a.finished_at))::float8 * 1000 as at from outbox_item o join outbox_attempt a on a.outbox_item_id = o.id
     where o.message_id = any ($1) and a.outcome = 'sent' group by o.id order by 1`,
    [ids],
  );
  return rows.map(({ at }) => at);
}

/** Which of these were not sent exactly once; null when all were. */
export async function checkSentOnce(pool: Pool, ids: readonly string[]): Promise<string | null> {
  const { rows } = await pool.query<{ state: string; attempts: number; n: number }>(
    `select o.state, (select count(*)::int from outbox_attempt a where a.outbox_item_id = o.id and a.outcome = 'sent') as attempts, count(*)::int as n
     from outbox_item o where o.message_id = any ($1) group by 1, 2`,
    [ids],
  );
  const fine = rows.find(({ state, attempts }) => state === 'done' && attempts === 1)?.n ?? 0;
  if (fine === ids.length) return null;
  return `${fine} of ${ids.length}; ${rows.map((r) => `${r.n} ${r.state} with ${r.attempts} sent`).join(', ')}`;
}
