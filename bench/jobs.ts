import type { Pool } from 'pg';
import { addCpu, readCpuByPart, tellCpu, totalCpu } from './support/cpu-time.ts';
import type { BareSendAnswer } from './support/bare-send.ts';
import { forkPart } from './support/fork-part.ts';
import type { JobRunnerAnswer } from './support/job-runner.ts';
import { openLab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';
import { makeHistory } from './support/make-history.ts';
import { rate } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { checkSentOnce, oweMessages, readAnswered, waitForTemplate } from './support/owe-messages.ts';
import { startPrograms } from './support/start-programs.ts';
import type { Programs } from './support/start-programs.ts';
import { spreadOf, takeTurns } from './support/summarise.ts';

const ROUNDS = 3;
const CONCURRENCY = 8;
const WARM_UP = 500;
const CONVERSATIONS = 6_000;
const BURST = 45;
const PAIR_EVERY_SECONDS = 6;
const PAIRS = 8;
const STALLED_MS = 60_000;
const FAST = 1_000;
const BARE_CLIENTS = 32;
/** A little over what this machine could ever be asked for. */
const NO_LIMIT = 100_000;

type Counts = { ok: number; numberLimit: number; pairLimit: number };
type Bench = {
  programs: Programs;
  pool: Pool;
  options: BenchOptions;
  checks: Check[];
  /** Sends a second by limit, as measured. */
  reached: Map<number, number>;
};

/** Jobs that do nothing beside the bare queue; then sends to the sandbox as fast as it allows, and never faster. */
export async function runJobs(options: BenchOptions): Promise<Outcome> {
  const seconds = options.seconds ?? (options.isQuick ? 8 : 30);
  const lab = openLab('jobs');
  try {
    options.say('jobs: writing the history');
    await lab.prepare(async (pool) => {
      const shape = { conversations: CONVERSATIONS, messagesEach: 2, waiting: 0, openShare: 1, inboxes: 1 };
      await makeHistory(pool, { ...shape, now: Date.now() });
    });
    const programs = await startPrograms(lab, { hasWorker: true });
    const bench: Bench = {
      programs,
      pool: lab.openPool(programs.databaseUrl),
      options,
      checks: [],
      reached: new Map(),
    };
    await waitForTemplate(bench.pool);
    const lines = [
      await runSends(bench, { perSecond: 80, seconds, first: 1 }),
      await runSends(bench, { perSecond: FAST, seconds: options.isQuick ? 1 : 3, first: 3_001 }),
      await runPairs(bench, Math.max(seconds, 4 * PAIR_EVERY_SECONDS)),
    ];
    // Last, for nobody knows its messages: what is told about them waits until somebody does.
    lines.splice(2, 0, await runBare(lab, bench, options.isQuick ? 1_000 : 3_000));
    lines.unshift(await runTrivial(lab, bench, options.isQuick ? 2_000 : 20_000));
    return {
      name: 'jobs',
      workload: `Jobs that do nothing, ${CONCURRENCY} at once, beside the bare queue with the same preset; then templates owed all at once to as many people as messages, to the sandbox with its limit at 80 and at 1,000 a second, and ${PAIRS} people with more than their burst of ${BURST}. A rate counts from the tenth part of the answers to the last.`,
      lines,
      checks: bench.checks,
      notes: [
        'Every send is an attempt committed before its call and settled after it, with the statuses that come back processed by the same worker; CPU counts until the last of them is understood.',
        'One call and one row each is what the machine has room for when nothing is kept in order, paced, claimed or settled: the sandbox, its statuses on their way into the journal, and the sender share it.',
        'A breach is a send the sandbox refused with 130429 or 131056; it counts them itself.',
      ],
    };
  } finally {
    await lab.close();
  }
}

const LEFT = `
  select count(*)::int as n from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
  where t.identifier in ('mark-read', 'bench-raw')`;

async function runTrivial(
  lab: Lab,
  { programs, pool, options, checks }: Bench,
  total: number,
): Promise<Line> {
  // The worker must not take part, nor share the cores.
  process.kill(programs.pids.worker, 'SIGSTOP');
  await pool.query('delete from graphile_worker._private_jobs');
  const count = Math.ceil(total / ROUNDS);
  const rates: Record<'kazi' | 'raw', number[]> = { kazi: [], raw: [] };
  let lost = 0;
  for (const way of takeTurns(['kazi', 'raw'] as const, ROUNDS)) {
    options.say(`jobs: trivial, ${way}`);
    const part = forkPart('job-runner');
    lab.onClose(() => part.stop());
    const question = { databaseUrl: programs.databaseUrl, way, count, concurrency: CONCURRENCY };
    // Each turn begins alike: with the code warm, and without what the turn before left dead in the table.
    await part.ask<JobRunnerAnswer>({ ...question, count: WARM_UP });
    await pool.query('vacuum analyze graphile_worker._private_jobs');
    const { seconds, ran } = await part.ask<JobRunnerAnswer>(question);
    await part.stop();
    rates[way].push(ran / seconds);
    const left = await pool.query<{ n: number }>(LEFT);
    lost += Math.abs(count - ran) + left.rows[0]!.n;
  }
  process.kill(programs.pids.worker, 'SIGCONT');
  checks.push({
    name: 'every trivial job ran once and is gone',
    fault: lost === 0 ? null : `${lost} did not`,
  });
  const [ours, theirs] = [spreadOf(rates.kazi), spreadOf(rates.raw)];
  const ratio = ours.median / theirs.median;
  return {
    ...{ what: `${total.toLocaleString('en')} trivial jobs`, against: 'bare graphile-worker', ratio },
    ...{ ours: rate(ours.median, ours.spread), theirs: rate(theirs.median, theirs.spread) },
    ...{ goal: '≥ 0.9 ×', isMet: ratio >= 0.9 },
  };
}

async function runSends(
  bench: Bench,
  { perSecond, seconds, first }: { perSecond: number; seconds: number; first: number },
): Promise<Line> {
  const count = Math.min(3_000, perSecond * seconds);
  const owed = { from: first, to: first + count - 1, each: 1, tag: `sends ${perSecond}`, isCampaign: false };
  const limits = { numberPerSecond: perSecond, pairBurst: BURST, pairRefillMs: PAIR_EVERY_SECONDS * 1000 };
  bench.options.say(`jobs: ${count} sends at ${perSecond}/s`);
  const { answered, counts, cpu } = await send(bench, { owed, perSecond, limits });
  // What the full bucket gave at once is no rate.
  const from = Math.floor(answered.length / 10);
  const achieved = (answered.length - 1 - from) / ((answered.at(-1)! - answered[from]!) / 1000);
  bench.reached.set(perSecond, achieved);
  return drawSends(`${count} sends, limit ${perSecond}/s`, {
    achieved,
    allowed: perSecond,
    counts,
    cpu,
    count,
  });
}

/**
 * What this machine has room for: the same messages posted to the same sandbox, whose statuses come back to the journal as
 * always, with one row written for each and nothing else. The worker sleeps.
 */
async function runBare(
  lab: Lab,
  { programs, pool, options, checks, reached }: Bench,
  count: number,
): Promise<Line> {
  options.say(`jobs: ${count} bare sends`);
  process.kill(programs.pids.worker, 'SIGSTOP');
  await pool.query(
    'create table if not exists bench_sent (id bigint generated always as identity primary key, body bytea)',
  );
  const { rows } = await pool.query<{ id: string }>('select phone_number_id as id from channel limit 1');
  await setLimits(programs, {
    numberPerSecond: NO_LIMIT,
    pairBurst: BURST,
    pairRefillMs: PAIR_EVERY_SECONDS * 1000,
  });
  const part = forkPart('bare-send');
  lab.onClose(() => part.stop());
  const address = `${programs.origin}/fake/graph/v25.0/${rows[0]!.id}/messages`;
  const question = { databaseUrl: programs.databaseUrl, address, accessToken: 'sandbox-access-token' };
  const { perSecond, accepted } = await part.ask<BareSendAnswer>({
    ...{ ...question, count, clients: BARE_CLIENTS, from: CONVERSATIONS + 1 },
  });
  await part.stop();
  process.kill(programs.pids.worker, 'SIGCONT');
  checks.push({
    name: 'bare sends: the provider accepted as many as there are',
    fault: accepted === count ? null : `${accepted} of ${count}`,
  });
  const ours = reached.get(FAST) ?? 0;
  return {
    ...{ what: `the same at ${FAST}/s`, against: 'one call and one row each', ratio: ours / perSecond },
    ...{ ours: `${ours.toFixed(1)}/s`, theirs: `${perSecond.toFixed(1)}/s`, goal: '–', isMet: null },
  };
}

async function setLimits(programs: Programs, limits: Sending['limits']): Promise<void> {
  const answer = await fetch(`${programs.origin}/sandbox-api/limits`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(limits),
  });
  if (!answer.ok) throw new Error(`the sandbox does not take these limits: ${answer.status}`);
}

async function runPairs(bench: Bench, seconds: number): Promise<Line> {
  const after = Math.floor(seconds / PAIR_EVERY_SECONDS);
  const each = BURST + after;
  const owed = { from: 100, to: 99 + PAIRS, each, tag: 'pairs', isCampaign: false };
  const limits = { numberPerSecond: 80, pairBurst: BURST, pairRefillMs: PAIR_EVERY_SECONDS * 1000 };
  bench.options.say(`jobs: ${each} sends to each of ${PAIRS} people`);
  const { answered, counts, cpu } = await send(bench, { owed, perSecond: 80, limits });
  // From when the last burst is spent: what follows comes one by one, six seconds apart.
  const [from, to] = [answered.length - PAIRS * after, answered.length - 1];
  const achieved = (to - from) / ((answered[to]! - answered[from]!) / 1000);
  const allowed = PAIRS / PAIR_EVERY_SECONDS;
  const what = `${PAIRS} people, one per ${PAIR_EVERY_SECONDS} s each`;
  return drawSends(what, { achieved, allowed, counts, cpu, count: answered.length });
}

function drawSends(
  what: string,
  c: { achieved: number; allowed: number; counts: Counts; cpu: Record<string, number>; count: number },
): Line {
  const breaches = c.counts.numberLimit + c.counts.pairLimit;
  const ratio = c.achieved / c.allowed;
  return {
    ...{ what, against: 'allowed', ratio, ours: `${c.achieved.toFixed(1)}/s, ${breaches} breaches` },
    ...{
      theirs: `${c.allowed.toFixed(1)}/s`,
      goal: '≥ 0.97 ×, 0 breaches',
      isMet: ratio >= 0.97 && breaches === 0,
    },
    cpuPerThousand: ((totalCpu(c.cpu) ?? 0) / c.count) * 1000,
  };
}

type Sending = {
  owed: Parameters<typeof oweMessages>[1];
  perSecond: number;
  limits: Record<'numberPerSecond' | 'pairBurst' | 'pairRefillMs', number>;
};

/** Owes them while the worker is held, lets it go, and waits until all are answered. */
async function send(
  { programs, pool, options, checks }: Bench,
  { owed, perSecond, limits }: Sending,
): Promise<{ answered: number[]; counts: Counts; cpu: Record<string, number> }> {
  const address = `${programs.origin}/sandbox-api/limits`;
  await pool.query('update channel set sends_per_second = $1', [perSecond]);
  process.kill(programs.pids.worker, 'SIGSTOP');
  const ids = await oweMessages(pool, owed);
  await pool.query('truncate send_bucket');
  await setLimits(programs, limits);
  const before = readCpuByPart(programs.pids);
  process.kill(programs.pids.worker, 'SIGCONT');
  await waitSent(pool, ids);
  await waitTold(pool);
  const cpu = addCpu(readCpuByPart(programs.pids), before, -1);
  options.say(`jobs: CPU-seconds ${tellCpu(cpu)}`);
  const counts = (await (await fetch(address)).json()) as Counts;
  if (options.isSabotaged)
    await pool.query(`update outbox_item set state = 'queued' where message_id = $1`, [ids[0]]);
  checks.push({ name: `${owed.tag}: every message was sent once`, fault: await checkSentOnce(pool, ids) });
  checks.push({
    name: `${owed.tag}: the provider accepted as many as there are`,
    fault: counts.ok === ids.length ? null : `${counts.ok} for ${ids.length}`,
  });
  return { answered: await readAnswered(pool, ids), counts, cpu };
}

/** Until what the provider had to say about the sends is understood: it belongs to their cost, and not to the next ones'. */
async function waitTold(pool: Pool): Promise<void> {
  const until = performance.now() + STALLED_MS;
  const open = `select count(*)::int as n from provider_event where state = 'pending' or received_at > now() - interval '1 second'`;
  while (performance.now() < until) {
    if ((await pool.query<{ n: number }>(open)).rows[0]!.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

async function waitSent(pool: Pool, ids: readonly string[]): Promise<void> {
  let left = ids.length;
  let movedAt = performance.now();
  while (left > 0) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    const open = `select count(*)::int as n from outbox_item where message_id = any ($1) and state in ('queued', 'sending')`;
    const n = (await pool.query<{ n: number }>(open, [ids])).rows[0]!.n;
    if (n < left) movedAt = performance.now();
    left = n;
    if (performance.now() - movedAt > STALLED_MS) return;
  }
}
