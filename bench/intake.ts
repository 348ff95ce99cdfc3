import { availableParallelism } from 'node:os';
import type { Pool } from 'pg';
import type { RunningSystem } from '#server/launch/start-system.ts';
import { checkJournal, checkMessages } from './support/check-journal.ts';
import { readCpuSeconds } from './support/cpu-time.ts';
import { forkPart } from './support/fork-part.ts';
import type { Part } from './support/fork-part.ts';
import { findInsertFloor } from './support/insert-floor.ts';
import type { InsertFloor } from './support/insert-floor.ts';
import { openLab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';
import type { Load, LoadResult } from './support/load-generator.ts';
import { rate, tell } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { spreadOf, takeTurns } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';

const RATES = [320, 1_000, 3_300] as const;
const ROUNDS = 3;
const CLIENTS = 32;
const OPEN_CONNECTIONS = 128;
const APP_SECRET = 'sandbox-app-secret';
const DRAIN_WITHIN_MS = 180_000;

type Who = 'kazi' | 'bare' | 'floor';
type Run = LoadResult & { systemCpuSeconds: number | null };
type Bench = {
  lab: Lab;
  system: RunningSystem;
  pool: Pool;
  generator: Part;
  bare: Part;
  barePort: number;
  floor: InsertFloor;
  options: BenchOptions;
  checks: Map<string, string | null>;
  runs: number;
};

/**
 * Webhook bodies, signed and unique, until each is answered. The worker is held still while the floors are compared: what
 * is measured is storing a body and scheduling its processing for good. A last stretch runs with the worker at work.
 */
export async function runIntake(options: BenchOptions): Promise<Outcome> {
  const seconds = options.seconds ?? (options.isQuick ? 10 : 60);
  const turnSeconds = seconds / ROUNDS;
  const lab = openLab('intake');
  try {
    const bench = await setUp(lab, options);
    const lines: Line[] = [];
    await holdWorker(bench);
    for (const perSecond of RATES) lines.push(await runOpen(bench, perSecond, turnSeconds));
    lines.push(...(await runClosed(bench, turnSeconds)));
    lines.push(await runWorking(bench, Math.min(seconds, 20)));
    return {
      name: 'intake',
      workload: `Signed unique WhatsApp bodies of 1 KB to POST /webhooks/whatsapp; open loop (Poisson) for ${seconds} s per rate in ${ROUNDS} turns over ${OPEN_CONNECTIONS} keep-alive connections, closed loop with ${CLIENTS}. Latency is p50 / p99 / max from the scheduled time.`,
      lines,
      checks: [...bench.checks].map(([name, fault]): Check => ({ name, fault })),
      notes: [
        `The floor for inserts is ${bench.floor.name}, on the same server, one 1 KB row per commit.`,
        'Bare is Hono with one insert per request over 10 connections: no signature, no dedupe, no batch, no queue.',
        'In every line but the last the worker is held still; scheduling the processing is part of the measured commit, the processing itself is not.',
      ],
    };
  } finally {
    await lab.close();
  }
}

async function setUp(lab: Lab, options: BenchOptions): Promise<Bench> {
  options.say('intake: starting the system');
  const system = await lab.startSystem();
  const pool = lab.openPool(system.databaseUrl);
  await pool.query(
    `create table bench_floor (id bigint primary key generated always as identity, body bytea not null);
     create table bench_bare (id bigint primary key generated always as identity, body bytea not null);`,
  );
  const generator = forkPart('load-generator');
  lab.onClose(() => generator.stop());
  const bare = forkPart('bare-intake');
  lab.onClose(() => bare.stop());
  const { port } = await bare.ask<{ port: number }>({ databaseUrl: system.databaseUrl, connections: 10 });
  const floor = findInsertFloor({ databaseUrl: system.databaseUrl, clients: CLIENTS, dataDir: lab.dataDir });
  return { lab, system, pool, generator, bare, barePort: port, floor, options, checks: new Map(), runs: 0 };
}

async function runOpen(bench: Bench, perSecond: number, seconds: number): Promise<Line> {
  const runs: Record<'kazi' | 'bare', Run[]> = { kazi: [], bare: [] };
  for (const who of takeTurns(['kazi', 'bare'] as const, ROUNDS)) {
    bench.options.say(`intake: ${perSecond}/s, ${who}`);
    runs[who].push(await load(bench, who, { perSecond, seconds, connections: OPEN_CONNECTIONS }));
  }
  const ours = merge(runs.kazi);
  const theirs = merge(runs.bare);
  const isHard = perSecond === RATES.at(-1);
  return {
    what: `${perSecond.toLocaleString('en')}/s, answer`,
    against: 'bare Hono + insert',
    ratio: ours.p99 / theirs.p99,
    ours: tell(ours),
    theirs: tell(theirs),
    goal: isHard ? 'p50 ≤ 10, p99 ≤ 60 ms' : '–',
    isMet: isHard ? ours.p50 <= 10 && ours.p99 <= 60 && ours.missing === 0 : null,
    ...costOf(runs.kazi),
  };
}

async function runClosed(bench: Bench, seconds: number): Promise<Line[]> {
  const runs: Record<'kazi' | 'bare', Run[]> = { kazi: [], bare: [] };
  const rates: Record<Who, number[]> = { kazi: [], bare: [], floor: [] };
  for (const who of takeTurns(['kazi', 'floor', 'bare'] as const, ROUNDS)) {
    bench.options.say(`intake: closed loop, ${who}`);
    if (who === 'floor') {
      await clear(bench);
      const { done, perSecond } = await bench.floor.run(seconds);
      rates.floor.push(perSecond);
      const stored = await count(bench.pool, 'bench_floor');
      note(
        bench,
        'every row the insert floor counted is stored',
        stored >= done ? null : `${stored} of ${done}`,
      );
    } else {
      const run = await load(bench, who, { perSecond: null, seconds, connections: CLIENTS });
      runs[who].push(run);
      rates[who].push(run.perSecond);
    }
  }
  const ours = spreadOf(rates.kazi);
  const against = (name: string, who: Who, goal: number): Line => {
    const theirs = spreadOf(rates[who]);
    const ratio = ours.median / theirs.median;
    return {
      what: 'closed loop, acknowledged',
      against: name,
      ratio,
      ours: rate(ours.median, ours.spread),
      theirs: rate(theirs.median, theirs.spread),
      goal: `≥ ${goal} ×`,
      isMet: ratio >= goal,
      ...costOf(runs.kazi),
    };
  };
  return [against(bench.floor.name, 'floor', 0.45), against('bare Hono + insert', 'bare', 0.8)];
}

/** The whole road: stored, scheduled, and every one turned into a message by the worker. */
async function runWorking(bench: Bench, seconds: number): Promise<Line> {
  const { pool, options, system } = bench;
  await clear(bench);
  signalWorker(system, 'SIGCONT');
  options.say('intake: with the worker at work');
  const before = await count(pool, 'message');
  const perSecond = RATES[0];
  const run = await load(bench, 'kazi', { perSecond, seconds, connections: OPEN_CONNECTIONS, isKept: true });
  const startedAt = performance.now();
  const until = startedAt + DRAIN_WITHIN_MS;
  const pending = `select count(*)::int as n from provider_event where state = 'pending'`;
  while ((await pool.query<{ n: number }>(pending)).rows[0]!.n > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const lagMs = performance.now() - startedAt;
  const fault = await checkMessages(pool, { added: run.latency.count, before });
  note(bench, 'every acknowledged body became exactly one message', fault);
  return {
    what: `${perSecond}/s with the worker at work, answer`,
    against: `then ${(lagMs / 1000).toFixed(1)} s until the last one is a message`,
    ratio: null,
    ours: tell(run.latency),
    theirs: '',
    goal: '–',
    isMet: null,
    ...costOf([run]),
  };
}

async function load(
  bench: Bench,
  who: 'kazi' | 'bare',
  shape: Pick<Load, 'perSecond' | 'seconds' | 'connections'> & { isKept?: boolean },
): Promise<Run> {
  const { system, pool, generator, bare, options } = bench;
  if (!shape.isKept) await clear(bench);
  const { web = 0, postgres = 0, worker = 0 } = system.pids();
  const roots = who === 'kazi' ? [web, postgres, worker] : [bare.pid, postgres];
  const runId = `${options.seed}-${++bench.runs}`;
  const asked: Load = {
    port: who === 'kazi' ? system.env.port : bench.barePort,
    path: who === 'kazi' ? '/webhooks/whatsapp' : '/',
    appSecret: APP_SECRET,
    runId,
    seed: options.seed + bench.runs,
    perSecond: shape.perSecond,
    seconds: shape.seconds,
    connections: shape.connections,
  };
  const cpuBefore = readCpuSeconds(roots);
  const result = await generator.ask<LoadResult>(asked);
  const cpuAfter = readCpuSeconds(roots);
  if (who === 'kazi') {
    if (options.isSabotaged)
      await pool.query('delete from provider_event where id = (select min(id) from provider_event)');
    const isHeld = !shape.isKept;
    for (const { name, fault } of await checkJournal(pool, result.acknowledged, { isHeld }))
      note(bench, name, fault);
  } else {
    const stored = await count(pool, 'bench_bare');
    const acknowledged = result.latency.count;
    note(
      bench,
      'bare: as many rows as answers',
      stored >= acknowledged ? null : `${stored} of ${acknowledged}`,
    );
  }
  return {
    ...result,
    systemCpuSeconds: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
  };
}

/** A worker stopped half-way through a row would keep its lock, so it is stopped while there is nothing to do. */
async function holdWorker({ system, pool }: Bench): Promise<void> {
  const idle = 'select (select count(*) from graphile_worker._private_jobs)::int as n';
  for (let tries = 0; tries < 100; tries++) {
    if ((await pool.query<{ n: number }>(idle)).rows[0]!.n === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  signalWorker(system, 'SIGSTOP');
}

function signalWorker(system: RunningSystem, name: 'SIGSTOP' | 'SIGCONT'): void {
  const pid = system.pids().worker;
  if (pid) process.kill(pid, name);
}

async function clear({ pool }: Bench): Promise<void> {
  await pool.query(`set lock_timeout = '5s'; truncate provider_event, bench_floor, bench_bare;
    delete from graphile_worker._private_jobs where task_id = (select id from graphile_worker._private_tasks where identifier = 'process-provider-events')`);
}

/** Keeps the first fault under each name. */
function note({ checks }: Bench, name: string, fault: string | null): void {
  if (!checks.get(name)) checks.set(name, fault);
}

async function count(pool: Pool, table: string): Promise<number> {
  return (await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]!.n;
}

/** The median of the turns, point by point; the worst of what must not happen. */
function merge(runs: readonly LoadResult[]): Latency {
  const median = (pick: (latency: Latency) => number) =>
    spreadOf(runs.map((run) => pick(run.latency))).median;
  return {
    count: runs.reduce((sum, { latency }) => sum + latency.count, 0),
    missing: runs.reduce((sum, { latency }) => sum + latency.missing, 0),
    p50: median((l) => l.p50),
    p95: median((l) => l.p95),
    p99: median((l) => l.p99),
    max: Math.max(...runs.map(({ latency }) => latency.max)),
  };
}

function costOf(runs: readonly Run[]): Pick<Line, 'cpuPerThousand' | 'generatorShare'> {
  const sum = (pick: (run: Run) => number) => runs.reduce((total, run) => total + pick(run), 0);
  const isKnown = runs.every((run) => run.systemCpuSeconds !== null);
  return {
    cpuPerThousand: isKnown
      ? (sum((r) => r.systemCpuSeconds ?? 0) / sum((r) => r.latency.count)) * 1000
      : null,
    generatorShare: sum((r) => r.cpuSeconds) / (sum((r) => r.wallSeconds) * availableParallelism()),
  };
}
