import { availableParallelism } from 'node:os';
import type { Pool } from 'pg';
import type { RunningSystem } from '#server/launch/start-system.ts';
import { findDifference, findUnstored } from './support/check-views.ts';
import { addCpu, readCpuByPart, totalCpu } from './support/cpu-time.ts';
import type { CpuByPart } from './support/cpu-time.ts';
import type { ListLine, Seen } from './support/crowd.ts';
import { forkPart } from './support/fork-part.ts';
import type { Part } from './support/fork-part.ts';
import { openLab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';
import { addAgents, conversationIds, makeHistory } from './support/make-history.ts';
import type { History } from './support/make-history.ts';
import { ms, tell } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { markerOf, sayMarker, writeMarker } from './support/say-marker.ts';
import { sendOnTime } from './support/send-on-time.ts';
import { summarise, takeTurns } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';

const AGENTS = 50;
const INBOXES = 4;
const WRITERS = 16;
const LIST_LIMIT = 60;
const SETTLE_MS = 5_000;
const EQUAL_WITHIN_MS = 15_000;

type Person = { email: string; password: string };
type Way = 'kazi' | 'zero';
type Bench = {
  lab: Lab;
  system: RunningSystem;
  pool: Pool;
  history: History;
  people: Person[];
  ids: string[];
  options: BenchOptions;
  sent: string[];
  nextMarker: number;
  checks: Check[];
};
type Turn = { latency: Latency; lagMs: number; cpu: CpuByPart; sent: number; generatorShare: number };
/** Who writes: numbers of the history's customers, and which clients must see it. */
type Audience = { customers: number[]; sees: (customer: number, client: number) => boolean };

/** One message, every agent who has the inbox open: the slowest of them is what counts. */
export async function runFanOut(options: BenchOptions): Promise<Outcome> {
  const seconds = options.seconds ?? (options.isQuick ? 8 : 30);
  const conversations = options.isQuick ? 1_000 : 10_000;
  const lab = openLab('fan-out');
  try {
    const bench = await setUp(lab, options, conversations);
    const lines = [...(await runOneInbox(bench, seconds)), await runFourInboxes(bench, seconds)];
    return {
      name: 'fan-out',
      workload: `${AGENTS} agents as sync clients, ${conversations.toLocaleString('en')} conversations; ${WRITERS} customers write in turn (Poisson, ${seconds} s each), on one inbox that all have open, then on ${INBOXES} with a quarter of the agents each. Latency is from when a message was due to the last client that shows it, p50 / p99 / max.`,
      lines,
      checks: bench.checks,
      notes: [
        'Bare Zero is one update of the one row a list shows, written straight into Postgres, to the same clients with the same queries.',
        'A message whose row showed a later one before a client saw it counts as missing for that client.',
        'Lag is how much longer the last third of the messages took than the first, at the median.',
      ],
    };
  } finally {
    await lab.close();
  }
}

async function setUp(lab: Lab, options: BenchOptions, conversations: number): Promise<Bench> {
  options.say('fan-out: writing the history');
  let history: History | null = null;
  let people: Person[] = [];
  await lab.prepare(async (pool) => {
    const shape = { conversations, messagesEach: 5, waiting: 400, openShare: 0.2, inboxes: INBOXES };
    history = await makeHistory(pool, { ...shape, now: Date.now() });
    people = await addAgents(pool, history, AGENTS);
  });
  options.say('fan-out: starting the system');
  const system = await lab.startSystem();
  const pool = lab.openPool(system.databaseUrl);
  await pool.query(
    `update conversation set status = 'closed' where status = 'open' and contact_name not like 'Mteja %'`,
  );
  const ids = await conversationIds(pool, WRITERS * INBOXES);
  return { lab, system, pool, history: history!, people, ids, options, sent: [], nextMarker: 0, checks: [] };
}

async function runOneInbox(bench: Bench, seconds: number): Promise<Line[]> {
  const { lab, system, history, people, ids, options, pool } = bench;
  options.say(`fan-out: opening ${AGENTS} agents`);
  const crowd = forkPart('crowd');
  lab.onClose(() => crowd.stop());
  const inboxId = history.inboxIds[0]!;
  await crowd.ask({
    ...{ ask: 'open', origin: system.origin, people, limit: LIST_LIMIT, inboxId, conversationId: ids[0] },
  });
  // Customer n stands in inbox n - 1 modulo the number of inboxes.
  const customers = Array.from({ length: WRITERS }, (_, n) => 1 + n * INBOXES);
  const audience: Audience = { customers, sees: () => true };
  await runTurn(bench, crowd, { way: 'kazi', perSecond: 5, seconds: 3, audience });
  const slow: Record<Way, Turn[]> = { kazi: [], zero: [] };
  for (const way of takeTurns(['kazi', 'zero'] as const, 2))
    slow[way].push(await runTurn(bench, crowd, { way, perSecond: 5, seconds: seconds / 2, audience }));
  const fast: Record<Way, Turn[]> = { kazi: [], zero: [] };
  for (const way of takeTurns(['kazi', 'zero'] as const, 2))
    fast[way].push(await runTurn(bench, crowd, { way, perSecond: 20, seconds: seconds / 2, audience }));
  const assignments = await runAssignments(bench, crowd, customers);
  if (options.isSabotaged)
    await pool.query('delete from message where provider_message_id = $1', [bench.sent[0]]);
  bench.checks.push(
    { name: 'every acknowledged message is stored, once', fault: await findUnstored(pool, bench.sent) },
    {
      name: `${AGENTS} views of one inbox equal fresh SQL`,
      fault: await checkViews(bench, crowd, () => inboxId),
    },
  );
  await crowd.stop();
  const last = fast.kazi.at(-1)!;
  return [
    draw('one inbox, 5/s, to the last client', slow, { goal: 'p99 ≤ 300 ms', isMet: (l) => l.p99 <= 300 }),
    draw('one inbox, 20/s, to the last client', fast, {
      goal: 'p99 ≤ 1 s, lag flat',
      isMet: (l) => l.p99 <= 1_000 && Math.abs(last.lagMs) <= 150,
    }),
    {
      ...{ what: 'lag at 20/s', against: 'flat', ratio: null, theirs: '', goal: '–', isMet: null },
      ours: fast.kazi.map((turn) => ms(turn.lagMs)).join(', '),
    },
    assignments,
  ];
}

async function runFourInboxes(bench: Bench, seconds: number): Promise<Line> {
  const { lab, system, history, people, ids, options } = bench;
  options.say(`fan-out: opening ${INBOXES} inboxes`);
  const crowd = forkPart('crowd');
  lab.onClose(() => crowd.stop());
  const each = Math.floor(AGENTS / INBOXES);
  for (const [n, inboxId] of history.inboxIds.entries()) {
    const some = people.slice(n * each, (n + 1) * each);
    await crowd.ask({
      ...{
        ask: 'open',
        origin: system.origin,
        people: some,
        limit: LIST_LIMIT,
        inboxId,
        conversationId: ids[n],
      },
    });
  }
  const inboxOf = (client: number) => Math.floor(client / each);
  const audience: Audience = {
    customers: Array.from({ length: WRITERS }, (_, n) => n + 1),
    sees: (customer, client) => inboxOf(client) === (customer - 1) % INBOXES,
  };
  const turns: Record<Way, Turn[]> = { kazi: [], zero: [] };
  await runTurn(bench, crowd, { way: 'kazi', perSecond: 5, seconds: 2, audience });
  for (const way of takeTurns(['kazi', 'zero'] as const, 2))
    turns[way].push(await runTurn(bench, crowd, { way, perSecond: 20, seconds: seconds / 2, audience }));
  bench.checks.push({
    name: `${each * INBOXES} views of ${INBOXES} inboxes equal fresh SQL`,
    fault: await checkViews(bench, crowd, (client) => history.inboxIds[inboxOf(client)]!),
  });
  await crowd.stop();
  const goal = { goal: 'p99 ≤ 100 ms', isMet: (l: Latency) => l.p99 <= 100 };
  return draw(`${INBOXES} inboxes, 20/s, to the last client`, turns, goal);
}

async function runTurn(
  bench: Bench,
  crowd: Part,
  c: { way: Way; perSecond: number; seconds: number; audience: Audience },
): Promise<Turn> {
  const { system, pool, ids, options } = bench;
  options.say(`fan-out: ${c.way}, ${c.perSecond}/s`);
  const first = bench.nextMarker;
  bench.nextMarker += Math.round(c.perSecond * c.seconds);
  const { customers } = c.audience;
  const customerOf = (n: number) => customers[n % customers.length]!;
  const parts = { ...system.pids(), crowd: crowd.pid };
  const before = readCpuByPart(parts);
  const own = process.cpuUsage();
  const startedAt = performance.now();
  const { dueAt, failed } = await sendOnTime({ ...c, seed: options.seed + first }, async (n, at) => {
    const [customer, marker] = [customerOf(n), markerOf(first + n)];
    if (c.way === 'zero') return writeMarker(pool, { conversationId: ids[customer - 1]!, marker });
    bench.sent.push(await sayMarker(system.origin, { customer, marker, at }));
  });
  if (failed > 0) options.say(`fan-out: ${failed} messages were not taken`);
  const used = process.cpuUsage(own);
  const generatorShare =
    (used.user + used.system) / 1e3 / ((performance.now() - startedAt) * availableParallelism());
  const wanted = (views: readonly Seen[]) =>
    dueAt.map((due, n) => {
      const watching = views.filter((_, client) => c.audience.sees(customerOf(n), client));
      return watching.map((seen) => (seen[markerOf(first + n)] ?? Number.NaN) - due);
    });
  const seen = wanted(
    await waitSeen(crowd, (views) => wanted(views).every((one) => !one.some(Number.isNaN))),
  );
  const cpu = addCpu(readCpuByPart(parts), before, -1);
  // One client that skipped to a later message says nothing about the others.
  const slowest = seen.map((one) => Math.max(...one.filter((late) => !Number.isNaN(late))));
  const missing = seen.flat().filter(Number.isNaN).length;
  const third = Math.max(1, Math.floor(slowest.length / 3));
  const medianOf = (some: number[]) => summarise(some.filter(Number.isFinite)).p50;
  return {
    latency: summarise(slowest.filter(Number.isFinite), missing),
    lagMs: medianOf(slowest.slice(-third)) - medianOf(slowest.slice(0, third)),
    ...{ cpu, sent: dueAt.length, generatorShare },
  };
}

async function waitSeen(crowd: Part, isAll: (views: readonly Seen[]) => boolean): Promise<Seen[]> {
  const until = performance.now() + SETTLE_MS;
  for (;;) {
    const views = await crowd.ask<Seen[]>({ ask: 'seen' });
    if (isAll(views) || performance.now() > until) return views;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function runAssignments(bench: Bench, crowd: Part, customers: readonly number[]): Promise<Line> {
  const { pool, ids, options } = bench;
  const count = options.isQuick ? 10 : 200;
  options.say(`fan-out: ${count} assignments`);
  const found = await pool.query<{ id: string }>(
    `select id from member where name like 'Ajenti %' order by name`,
  );
  const conversations = customers.map((customer) => ids[customer - 1]!);
  await pool.query('update conversation set assignee_id = null where id = any ($1)', [conversations]);
  const due = await crowd.ask<Seen>({
    ...{ ask: 'assign', conversationIds: conversations, memberIds: found.rows.map(({ id }) => id) },
    ...{ count, everyMs: options.isQuick ? 500 : 1_000 },
  });
  const keys = Object.keys(due);
  // The first client made the change and shows it at once; it waits for nobody.
  const late = (views: readonly Seen[]) =>
    keys.map((key) => Math.max(...views.slice(1).map((seen) => (seen[key] ?? Number.NaN) - due[key]!)));
  const all = late(await waitSeen(crowd, (views) => !late(views).some(Number.isNaN)));
  const latency = summarise(
    all.filter((one) => !Number.isNaN(one)),
    all.filter(Number.isNaN).length,
  );
  return {
    ...{
      what: `${count} assignments, to the last client`,
      against: '–',
      ratio: null,
      ours: tell(latency),
      theirs: '',
    },
    ...{ goal: 'p99 ≤ 350 ms', isMet: latency.p99 <= 350 && latency.missing === 0 },
  };
}

function draw(
  what: string,
  turns: Record<Way, Turn[]>,
  { goal, isMet }: { goal: string; isMet: (latency: Latency) => boolean },
): Line {
  const [ours, theirs] = [merge(turns.kazi), merge(turns.zero)];
  const sent = turns.kazi.reduce((sum, turn) => sum + turn.sent, 0);
  const cpu = turns.kazi.reduce<CpuByPart>((sum, turn) => addCpu(sum, turn.cpu), {});
  return {
    ...{
      what,
      against: 'bare Zero, one table',
      ratio: ours.p99 / theirs.p99,
      ours: tell(ours),
      theirs: tell(theirs),
    },
    ...{ goal, isMet: isMet(ours), cpuPerThousand: ((totalCpu(cpu, ['crowd']) ?? 0) / sent) * 1000 },
    generatorShare: Math.max(...turns.kazi.map((turn) => turn.generatorShare)),
  };
}

/** The worse of the turns: what must not happen must not happen in any of them. */
function merge(turns: readonly Turn[]): Latency {
  const worst = (pick: (latency: Latency) => number) =>
    Math.max(...turns.map(({ latency }) => pick(latency)));
  return {
    count: turns.reduce((sum, { latency }) => sum + latency.count, 0),
    missing: turns.reduce((sum, { latency }) => sum + latency.missing, 0),
    ...{
      p50: worst((l) => l.p50),
      p95: worst((l) => l.p95),
      p99: worst((l) => l.p99),
      max: worst((l) => l.max),
    },
  };
}

const LIST = `
  select id::text, last_message_text as text, last_message_at as at, queue_order as "queueOrder"
  from conversation where inbox_id = $1 and status = 'open' order by queue_order, id limit $2`;

async function checkViews(
  { pool }: Bench,
  crowd: Part,
  inboxOf: (client: number) => string,
): Promise<string | null> {
  const until = performance.now() + EQUAL_WITHIN_MS;
  for (;;) {
    const views = await crowd.ask<ListLine[][]>({ ask: 'views' });
    let fault: string | null = views.length === 0 ? 'there are no clients' : null;
    for (const [client, view] of views.entries()) {
      const truth = (await pool.query<ListLine>(LIST, [inboxOf(client), LIST_LIMIT])).rows;
      fault ??= findDifference(
        truth,
        Array.from({ length: client + 1 }, (_, n) => (n === client ? view : truth)),
        null,
      );
    }
    if (fault === null || performance.now() > until) return fault;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
