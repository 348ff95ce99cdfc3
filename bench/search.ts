import type { Pool } from 'pg';
import { availableParallelism } from 'node:os';
import { indexMessages } from '#server/search/index-messages.ts';
import { addCpu, readCpuByPart, tellCpu, totalCpu } from './support/cpu-time.ts';
import { openLab } from './support/lab.ts';
import { addAgents, makeHistory } from './support/make-history.ts';
import { ms } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { searchQueries } from './support/search-queries.ts';
import type { SearchQuery } from './support/search-queries.ts';
import { signIn } from './support/sign-in.ts';
import { startPrograms } from './support/start-programs.ts';
import { summarise } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';

const QUERIES = 500;
const PLAIN_EVERY = 25;
const CHECKED = 12;
const INDEXED_AT_ONCE = 5_000;
const ADMIN = { email: 'otieno@demo.kazi', password: 'karibu-kazi' };

type Found = { messageId: string | null; conversationId: string; at: number };
type Asked = { query: SearchQuery; found: Found[]; tookMs: number };

const PLAIN = `
  select m.id from message m join conversation c on c.id = m.conversation_id
  where m.workspace_id = $1 and m.text ilike $2 order by m.at desc, m.id limit 20`;

/** Searches as they are typed, over HTTP with a session, one after another, beside an answer that looks for nothing. */
export async function runSearch(options: BenchOptions): Promise<Outcome> {
  const [conversations, messagesEach] = options.isQuick ? [2_000, 10] : [100_000, 10];
  const lab = openLab('search');
  try {
    options.say('search: writing the history');
    let people: { email: string; password: string }[] = [];
    let workspaceId = '';
    await lab.prepare(async (pool) => {
      const shape = { conversations, messagesEach, waiting: 200, openShare: 0.2, inboxes: 3, isVaried: true };
      const history = await makeHistory(pool, { ...shape, now: Date.now() });
      workspaceId = history.workspaceId;
      people = await addAgents(pool, history, 1);
      options.say('search: filling the index of words');
      await fillIndex(pool, workspaceId);
    });
    options.say('search: starting the web process');
    const { origin, databaseUrl, pids } = await startPrograms(lab, { hasWorker: false });
    const pool = lab.openPool(databaseUrl);
    const admin = (await signIn(origin, ADMIN)).cookie;
    const agent = (await signIn(origin, people[0]!)).cookie;
    const ask = (query: SearchQuery) =>
      get<{ found: Found[] }>(
        `${origin}/api/search?q=${encodeURIComponent(query.text)}`,
        query.isByAgent ? agent : admin,
      );
    for (const query of searchQueries(60, { conversations, seed: options.seed + 1 })) await ask(query);

    const asked: Asked[] = [];
    const floor: number[] = [];
    const roundTrip: number[] = [];
    const plain: number[] = [];
    const before = readCpuByPart(pids);
    const own = process.cpuUsage();
    const startedAt = performance.now();
    for (const [n, query] of searchQueries(QUERIES, { conversations, seed: options.seed }).entries()) {
      const { answer, tookMs } = await ask(query);
      asked.push({ query, found: answer.found, tookMs });
      floor.push((await get(`${origin}/api/me`, query.isByAgent ? agent : admin)).tookMs);
      roundTrip.push(await timed(() => pool.query('select 1')));
      if (n % PLAIN_EVERY === 0)
        plain.push(await timed(() => pool.query(PLAIN, [workspaceId, `%${query.text}%`])));
    }
    const used = process.cpuUsage(own);
    const generatorShare =
      (used.user + used.system) / 1e3 / ((performance.now() - startedAt) * availableParallelism());
    const cpu = addCpu(readCpuByPart(pids), before, -1);
    const cost = { cpuPerThousand: ((totalCpu(cpu) ?? 0) / QUERIES) * 1000, generatorShare };
    return {
      name: 'search',
      workload: `${QUERIES} searches over ${conversations.toLocaleString('en')} conversations and ${(conversations * messagesEach).toLocaleString('en')} messages of 27,000 words whose shares fall with their rank: beginnings of names and words, common and rare words, operators, numbers as they are dialled, and such as were slow once; half by an admin, half by an agent. One after another over HTTP; latency is p50 / p95 / p99 / max.`,
      lines: draw(asked, { floor, roundTrip, plain }, cost),
      checks: await check(pool, { asked, workspaceId, isSabotaged: options.isSabotaged }),
      notes: [
        'The floor is GET /api/me: the same session, the same road, nothing looked for.',
        `Plain is ILIKE over the messages, newest first, for every ${PLAIN_EVERY}th search.`,
        `CPU-seconds of the whole stretch, floors included: ${tellCpu(cpu)}.`,
      ],
    };
  } finally {
    await lab.close();
  }
}

/** What the worker does over days, at once. The history came in without anybody being told of it. */
async function fillIndex(pool: Pool, workspaceId: string): Promise<void> {
  const tx = await pool.connect();
  try {
    await tx.query('set statement_timeout = 0');
    await tx.query(
      'insert into message_unsearched select id from message where workspace_id = $1 and text is not null order by at, id',
      [workspaceId],
    );
    while ((await indexMessages(pool, { batch: INDEXED_AT_ONCE })) === INDEXED_AT_ONCE);
    for (const table of ['message_search', 'message_unsearched']) await tx.query(`vacuum analyze ${table}`);
  } finally {
    tx.release(true);
  }
}

async function get<A>(url: string, cookie: string): Promise<{ answer: A; tookMs: number }> {
  const startedAt = performance.now();
  const response = await fetch(url, { headers: { cookie } });
  const answer = (await response.json()) as A;
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return { answer, tookMs: performance.now() - startedAt };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function say({ p50, p95, p99, max }: Latency): string {
  return [p50, p95, p99, max].map(ms).join(' / ');
}

function draw(
  asked: readonly Asked[],
  floors: { floor: number[]; roundTrip: number[]; plain: number[] },
  cost: Pick<Line, 'cpuPerThousand' | 'generatorShare'>,
): Line[] {
  const ours = summarise(asked.map(({ tookMs }) => tookMs));
  const against = (name: string, samples: number[]): Line => {
    const theirs = summarise(samples);
    return {
      ...{ what: `${asked.length} searches`, against: name, ratio: ours.p50 / theirs.p50, ours: say(ours) },
      ...{ theirs: say(theirs), goal: 'p95 ≤ 100 ms', isMet: ours.p95 <= 100, ...cost },
    };
  };
  const kinds = [...new Set(asked.map(({ query }) => query.kind))];
  return [
    against('the same road, nothing searched', floors.floor),
    against('plain ILIKE', floors.plain),
    against('select 1', floors.roundTrip),
    ...kinds.map((kind): Line => {
      const some = asked.filter(({ query }) => query.kind === kind);
      const found = some.filter((one) => one.found.length > 0).length;
      return {
        ...{ what: kind, against: `${found} of ${some.length} found something`, ratio: null, theirs: '' },
        ...{ ours: say(summarise(some.map(({ tookMs }) => tookMs))), goal: '–', isMet: null },
      };
    }),
  ];
}

// Without an index and without tricks: every word stands at the beginning of a word.
const TRUTH = `
  select m.id::text from message m join conversation c on c.id = m.conversation_id
  where m.workspace_id = $1 and m.text is not null and m.deleted_at is null and m.text ~* all ($2::text[])
  order by m.at desc, m.id limit 20`;

/** What was found among the messages is what reading all of them finds, for a few searches by whole words. */
async function check(
  pool: Pool,
  { asked, workspaceId, isSabotaged }: { asked: readonly Asked[]; workspaceId: string; isSabotaged: boolean },
): Promise<Check[]> {
  const words = asked.filter(
    ({ query, found }) => /^[a-z ]+$/.test(query.text) && found.some((f) => f.messageId),
  );
  const some = words.filter((_, n) => n % Math.ceil(words.length / CHECKED) === 0);
  const spoilt = some[0]?.found.find((f) => f.messageId)?.messageId;
  if (isSabotaged) await pool.query(`update message set text = 'x' where id = $1`, [spoilt]);
  const wrong: string[] = [];
  for (const { query, found } of some) {
    const patterns = query.text.split(' ').map((word) => `\\m${word}`);
    const truth = (await pool.query<{ id: string }>(TRUTH, [workspaceId, patterns])).rows.map(({ id }) => id);
    const messages = found.flatMap(({ messageId }) => messageId ?? []);
    // People come first and take their places; the messages after them are the newest.
    if (messages.join() !== truth.slice(0, messages.length).join()) wrong.push(query.text);
  }
  return [
    {
      name: `${some.length} searches found what reading every message finds`,
      fault:
        some.length === 0 ? 'none was looked at' : wrong.length === 0 ? null : `not “${wrong.join('”, “')}”`,
    },
  ];
}
