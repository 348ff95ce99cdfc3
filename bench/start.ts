import type { Browser, Page } from '@playwright/test';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPool } from '#server/db/open-pool.ts';
import { readConnection } from '#server/launch/connection-file.ts';
import { pickFreePort } from '#server/launch/pick-port.ts';
import { startPostgres } from '#server/launch/postgres.ts';
import { probeHttp } from '#server/launch/probe-http.ts';
import { buildZeroCacheEnv, findZeroCache, preloadFlags } from '#server/launch/zero-cache.ts';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { checkViews, findUnstored } from './support/check-views.ts';
import { openLab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';
import {
  addAgents,
  conversationIds,
  customerDigits,
  customerName,
  makeHistory,
} from './support/make-history.ts';
import { openBrowser, openSignedIn, readPainted, watchMarkers } from './support/open-browser.ts';
import { ms } from './support/outcome.ts';
import type { BenchOptions, Line, Outcome } from './support/outcome.ts';
import { spreadOf, takeTurns } from './support/summarise.ts';
import { whatsappBody } from './support/whatsapp-body.ts';

const ROUNDS = 3;
const WITHIN_MS = 180_000;
const LIST_LIMIT = 60;
const APP_SECRET = 'sandbox-app-secret';
const root = fileURLToPath(new URL('..', import.meta.url));

type Kind = 'cold' | 'warm';
type Took = { readyMs: number; visibleMs: number };
type Bench = {
  lab: Lab;
  browser: Browser;
  options: BenchOptions;
  port: number;
  inboxId: string;
  person: { email: string; password: string };
  ids: string[];
  page: Page | null;
  started: number;
  sent: string[];
  faults: (string | null)[];
};

/** Everything stopped, then one command, until a customer's first message is painted in a browser. */
export async function runStart(options: BenchOptions): Promise<Outcome> {
  const [conversations, messagesEach] = options.isQuick ? [200, 10] : [36_000, 7];
  const lab = openLab('start');
  try {
    options.say('start: writing the history');
    const bench = await setUp(lab, options, { conversations, messagesEach });
    const lines: Line[] = [];
    // The first start of a kind makes what the others find: ports, the engine's own tables, the page's session.
    await startKazi(bench, 'cold');
    for (const kind of ['cold', 'warm'] as const) {
      if (kind === 'warm') await startKazi(bench, kind);
      const ours: Took[] = [];
      const theirs: number[] = [];
      for (const who of takeTurns(['kazi', 'zero-cache'] as const, ROUNDS)) {
        options.say(`start: ${kind}, ${who}`);
        if (who === 'kazi') ours.push(await startKazi(bench, kind));
        else theirs.push(await startCacheAlone(bench, kind));
      }
      lines.push(drawLine(kind, ours, theirs));
    }
    const rows = conversations * 4 + conversations * messagesEach;
    return {
      name: 'start',
      workload: `The launcher on a data directory with ${rows.toLocaleString('en')} rows: all processes stopped → /readyz says ready → page open in Chromium → first inbound message painted. Cold: the engine's replica is gone. Median of ${ROUNDS} turns.`,
      lines,
      checks: [
        {
          name: 'every acknowledged message is stored, and the page shows what SQL says',
          fault: bench.faults.find((f) => f !== null) ?? null,
        },
      ],
      notes: ['zero-cache alone counts from its start until it answers, with the database already running.'],
    };
  } finally {
    await lab.close();
  }
}

async function setUp(
  lab: Lab,
  options: BenchOptions,
  shape: { conversations: number; messagesEach: number },
): Promise<Bench> {
  let inboxId = '';
  let ids: string[] = [];
  let people: { email: string; password: string }[] = [];
  await lab.prepare(async (pool) => {
    const history = await makeHistory(pool, {
      ...shape,
      waiting: 50,
      openShare: 0.2,
      inboxes: 1,
      now: Date.now(),
    });
    people = await addAgents(pool, history, 1);
    await pool.query(`update conversation set status = 'closed' where contact_name not like 'Mteja %'`);
    inboxId = history.inboxIds[0]!;
    ids = await conversationIds(pool, 10);
  });
  const browser = await openBrowser(lab);
  const port = await pickFreePort();
  const bench = { ...{ lab, browser, options, port, inboxId, ids, page: null }, person: people[0]! };
  return { ...bench, started: 0, sent: [], faults: [] };
}

async function startKazi(bench: Bench, kind: Kind): Promise<Took> {
  const { lab, port } = bench;
  if (kind === 'cold') removeReplica(lab.dataDir);
  const beganAt = performance.now();
  const launcher = spawn(process.execPath, ['server/launch/start.ts'], {
    cwd: root,
    env: {
      ...process.env,
      DATA_DIR: lab.dataDir,
      PORT: String(port),
      SEED: 'demo',
      SANDBOX: 'on',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  lab.onClose(() => stopProcess(launcher, 'SIGINT'));
  const origin = `http://127.0.0.1:${port}`;
  await waitFor(async () => (await probeHttp(`${origin}/readyz`))?.status === 200, launcher);
  const readyMs = performance.now() - beganAt;
  const page = await openPage(bench, origin);
  const marker = `v${String(++bench.started).padStart(7, '0')}`;
  await postMessage(bench, origin, marker);
  await waitFor(async () => marker in (await readPainted(page)), launcher);
  const visibleMs = performance.now() - beganAt;
  bench.faults.push(await check(bench, page));
  await page.goto('about:blank');
  await stopProcess(launcher, 'SIGINT');
  return { readyMs, visibleMs };
}

/** Signing in is done once; afterwards the page is the same browser profile coming back. */
async function openPage(bench: Bench, origin: string): Promise<Page> {
  if (bench.page === null) {
    bench.page = await openSignedIn(bench.browser, origin, bench.person);
    await watchMarkers(bench.page);
  }
  await bench.page.goto(`/inbox?inbox=${bench.inboxId}`, { waitUntil: 'commit' });
  return bench.page;
}

async function postMessage(bench: Bench, origin: string, marker: string): Promise<void> {
  const id = `wamid.start.${marker}`;
  const customer = { from: customerDigits(1), name: customerName(1) };
  const body = whatsappBody({ ...customer, id, text: `${marker} habari`, sentAt: Date.now() });
  const answer = await fetch(`${origin}/webhooks/whatsapp`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(body, APP_SECRET) },
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
  bench.sent.push(id);
}

async function check({ lab, sent, inboxId, options }: Bench, page: Page): Promise<string | null> {
  const pool = openPool({ url: readConnection(lab.dataDir)?.databaseUrl ?? '', max: 1, name: 'kazi bench' });
  try {
    if (options.isSabotaged)
      await pool.query('delete from message where provider_message_id = $1', [sent[0]]);
    const unstored = await findUnstored(pool, sent);
    if (unstored !== null) return unstored;
    const texts = () => page.locator('a.row .snippet').allTextContents();
    return await checkViews(pool, { inboxId, limit: LIST_LIMIT, views: () => Promise.resolve([]), texts });
  } finally {
    await pool.end();
  }
}

/** The part no start can be faster than: the sync engine on the same data, with nothing of ours around it. */
async function startCacheAlone({ lab }: Bench, kind: Kind): Promise<number> {
  const postgres = await startPostgres({ dataDir: lab.dataDir, quiet: true });
  const port = await pickFreePort();
  // The product's own replica: the database knows one, and another would make the next start a cold one.
  if (kind === 'cold') removeReplica(lab.dataDir);
  const replicaFile = join(lab.dataDir, 'zero-replica.db');
  const settings = {
    ...{
      databaseUrl: postgres.url,
      port,
      changeStreamerPort: await pickFreePort(),
      webUrl: 'http://127.0.0.1:9',
    },
    ...{ apiKey: 'bench', adminPassword: 'bench', replicaFile, logLevel: 'warn' },
  };
  try {
    const beganAt = performance.now();
    const cache = spawn(process.execPath, [findZeroCache()], {
      cwd: lab.dataDir,
      env: {
        ...process.env,
        ...buildZeroCacheEnv(settings),
        NODE_OPTIONS: preloadFlags({ loopbackOnly: true }),
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    lab.onClose(() => stopProcess(cache, 'SIGTERM'));
    await waitFor(async () => (await probeHttp(`http://127.0.0.1:${port}/`))?.status === 200, cache);
    const took = performance.now() - beganAt;
    await stopProcess(cache, 'SIGTERM');
    return took;
  } finally {
    await postgres.stop(10_000);
  }
}

function removeReplica(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith('zero-replica.db')) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

async function waitFor(isThere: () => Promise<boolean>, child: ChildProcess): Promise<void> {
  const until = performance.now() + WITHIN_MS;
  while (!(await isThere())) {
    if (child.exitCode !== null) throw new Error(`the process ended with code ${child.exitCode}`);
    if (performance.now() > until) throw new Error(`nothing came within ${WITHIN_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function stopProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(timer);
}

function drawLine(kind: Kind, ours: readonly Took[], theirs: readonly number[]): Line {
  const visible = spreadOf(ours.map(({ visibleMs }) => visibleMs));
  const ready = spreadOf(ours.map(({ readyMs }) => readyMs));
  const alone = spreadOf(theirs);
  const goalMs = kind === 'cold' ? 20_000 : 10_000;
  const within = (spread: number) => `±${Math.round(spread * 50)} %`;
  return {
    ...{
      what: `${kind} → first message painted`,
      against: 'zero-cache alone',
      ratio: visible.median / alone.median,
    },
    ours: `${ms(visible.median)} ${within(visible.spread)} (ready after ${ms(ready.median)})`,
    ...{ theirs: `${ms(alone.median)} ${within(alone.spread)}`, goal: `≤ ${goalMs / 1000} s` },
    isMet: visible.median <= goalMs,
  };
}
