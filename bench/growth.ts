import type { Pool } from 'pg';
import { findUnstored } from './support/check-views.ts';
import type { Seen, Timing } from './support/crowd.ts';
import { forkPart } from './support/fork-part.ts';
import { openLab } from './support/lab.ts';
import { addAgents, conversationIds, makeHistory } from './support/make-history.ts';
import type { History } from './support/make-history.ts';
import { ms, tell } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { markerOf, sayMarker } from './support/say-marker.ts';
import { sendOnTime } from './support/send-on-time.ts';
import { summarise } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000] as const;
const QUICK_SIZES = [1_000, 4_000] as const;
const MESSAGES_EACH = 10;
const PER_SECOND = 10;
const WRITERS = 16;
const LIST_LIMIT = 60;
const FRESH_CLIENTS = 7;
const THREADS = 6;
const SETTLE_MS = 5_000;

type Point = { messages: number; list: Latency; thread: Latency; visible: Latency; bytesEach: number };

/** The same work on more and more history: what a person waits for must not grow with it. */
export async function runGrowth(options: BenchOptions): Promise<Outcome> {
  const seconds = options.seconds ?? (options.isQuick ? 4 : 15);
  const checks: Check[] = [];
  const points: Point[] = [];
  for (const messages of options.isQuick ? QUICK_SIZES : SIZES)
    points.push(await measure(messages, { seconds, options, checks }));
  return {
    name: 'growth',
    workload: `One system after another with ${points.map((p) => p.messages.toLocaleString('en')).join(', ')} messages, ${MESSAGES_EACH} to a conversation: ${FRESH_CLIENTS} fresh clients each until the list is whole and then ${THREADS} threads never opened before, ${PER_SECOND} messages/s (Poisson) for ${seconds} s until a client shows them.`,
    lines: draw(points),
    checks,
    notes: [
      'The exponent is the slope of the medians (of the p99 for what becomes visible) over the number of messages, both as logarithms: 0 is no growth, 1 is in step.',
      'Bytes are those of all tables and indexes of the database, less an empty business’s, over the messages; contacts, identities and conversations included.',
      'The sizes stand beside each other in one run, each on a system of its own, the smallest first.',
    ],
  };
}

async function measure(
  messages: number,
  { seconds, options, checks }: { seconds: number; options: BenchOptions; checks: Check[] },
): Promise<Point> {
  const name = messages.toLocaleString('en');
  const conversations = messages / MESSAGES_EACH;
  const lab = openLab('growth');
  try {
    options.say(`growth: ${name} messages`);
    let history: History | null = null;
    let people: { email: string; password: string }[] = [];
    let bytesEach = Number.NaN;
    await lab.prepare(async (pool) => {
      const before = await readSize(pool);
      const shape = { conversations, messagesEach: MESSAGES_EACH, waiting: 60, openShare: 0.2, inboxes: 1 };
      history = await makeHistory(pool, { ...shape, now: Date.now() });
      bytesEach = ((await readSize(pool)) - before) / messages;
      people = await addAgents(pool, history, 2);
    });
    const system = await lab.startSystem();
    const pool = lab.openPool(system.databaseUrl);
    await pool.query(
      `update conversation set status = 'closed' where status = 'open' and contact_name not like 'Mteja %'`,
    );
    const inboxId = (history! as History).inboxIds[0]!;
    const ids = await conversationIds(pool, WRITERS + (FRESH_CLIENTS + 1) * THREADS);
    const crowd = forkPart('crowd');
    lab.onClose(() => crowd.stop());
    const lists: number[] = [];
    const threads: number[] = [];
    for (let n = 0; n <= FRESH_CLIENTS; n++) {
      const unseen = ids.slice(WRITERS + n * THREADS, WRITERS + (n + 1) * THREADS);
      const { listMs, threadMs } = await crowd.ask<Timing>({
        ...{
          ask: 'time',
          origin: system.origin,
          person: people[1],
          inboxId,
          conversationIds: unseen,
          limit: LIST_LIMIT,
        },
      });
      // The first only wakes everything up.
      if (n === 0) continue;
      lists.push(listMs);
      threads.push(...threadMs);
    }
    await crowd.ask({
      ...{
        ask: 'open',
        origin: system.origin,
        people: [people[0]],
        limit: LIST_LIMIT,
        inboxId,
        conversationId: ids[0],
      },
    });
    const sent: string[] = [];
    const { dueAt } = await sendOnTime(
      { perSecond: PER_SECOND, seconds, seed: options.seed + messages },
      async (n, at) => {
        sent.push(await sayMarker(system.origin, { customer: 1 + (n % WRITERS), marker: markerOf(n), at }));
      },
    );
    const late = (seen: Seen) => dueAt.map((due, n) => (seen[markerOf(n)] ?? Number.NaN) - due);
    const until = performance.now() + SETTLE_MS;
    let all = late((await crowd.ask<Seen[]>({ ask: 'seen' }))[0]!);
    while (all.some(Number.isNaN) && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      all = late((await crowd.ask<Seen[]>({ ask: 'seen' }))[0]!);
    }
    if (options.isSabotaged)
      await pool.query('delete from message where provider_message_id = $1', [sent[0]]);
    checks.push({
      name: `${name}: every acknowledged message is stored, once`,
      fault: await findUnstored(pool, sent),
    });
    const stored = (
      await pool.query<{ n: number }>(
        `select count(*)::int as n from message where provider_message_id like 'history.%'`,
      )
    ).rows[0]!.n;
    checks.push({
      name: `${name}: the history is whole`,
      fault: stored === messages ? null : `${stored} messages`,
    });
    return {
      ...{ messages, bytesEach, list: summarise(lists), thread: summarise(threads) },
      visible: summarise(
        all.filter((one) => !Number.isNaN(one)),
        all.filter(Number.isNaN).length,
      ),
    };
  } finally {
    await lab.close();
  }
}

async function readSize(pool: Pool): Promise<number> {
  const size = `select sum(pg_total_relation_size(oid))::float8 as bytes from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  return (await pool.query<{ bytes: number }>(size)).rows[0]!.bytes;
}

function draw(points: readonly Point[]): Line[] {
  const [last, middle] = [points.at(-1)!, points.at(-3) ?? points[0]!];
  const at = (point: Point) => point.messages.toLocaleString('en');
  const line = (what: string, value: (point: Point) => number, show: (point: Point) => string): Line => {
    const ratio = value(last) / value(middle);
    return {
      ...{
        what: `${what} at ${at(last)}, exponent ${exponentOf(points, value).toFixed(2)}`,
        against: `at ${at(middle)}`,
        ratio,
      },
      ...{ ours: show(last), theirs: show(middle), goal: '≤ 1.25 ×', isMet: ratio <= 1.25 },
    };
  };
  return [
    line(
      'first list',
      (p) => p.list.p50,
      (p) => tell(p.list),
    ),
    line(
      'thread',
      (p) => p.thread.p50,
      (p) => tell(p.thread),
    ),
    line(
      'visible p99',
      (p) => p.visible.p99,
      (p) => tell(p.visible),
    ),
    {
      ...{ what: 'bytes per message', against: `at ${at(middle)}`, ratio: last.bytesEach / middle.bytesEach },
      ...{
        ours: `${(last.bytesEach / 1024).toFixed(2)} KB`,
        theirs: `${(middle.bytesEach / 1024).toFixed(2)} KB`,
      },
      ...{ goal: '≤ 3 KB', isMet: last.bytesEach <= 3 * 1024 },
    },
    ...points.map((p): Line => ({
      ...{
        what: `${at(p)} messages: list, thread (p50), visible (p99)`,
        against: '–',
        ratio: null,
        theirs: '',
      },
      ...{ ours: [p.list.p50, p.thread.p50, p.visible.p99].map(ms).join(', '), goal: '–', isMet: null },
    })),
  ];
}

/** The slope of the line through the points, both sides as logarithms. */
export function exponentOf<T extends { messages: number }>(
  points: readonly T[],
  value: (point: T) => number,
): number {
  const xs = points.map((p) => Math.log(p.messages));
  const ys = points.map((p) => Math.log(value(p)));
  const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const over = xs.reduce((sum, x, i) => sum + (x - mx) * (ys[i]! - my), 0);
  return over / xs.reduce((sum, x) => sum + (x - mx) ** 2, 0);
}
