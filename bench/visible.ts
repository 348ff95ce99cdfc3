import type { Page } from '@playwright/test';
import { availableParallelism } from 'node:os';
import type { Pool } from 'pg';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { uuidv7 } from '#server/new-id.ts';
import type { RunningSystem } from '#server/launch/start-system.ts';
import { checkViews, findUnstored } from './support/check-views.ts';
import { addCpu, readCpuByPart, tellCpu, totalCpu } from './support/cpu-time.ts';
import type { CpuByPart } from './support/cpu-time.ts';
import type { ListLine } from './support/crowd.ts';
import { forkPart } from './support/fork-part.ts';
import type { Part } from './support/fork-part.ts';
import { openLab } from './support/lab.ts';
import type { Lab } from './support/lab.ts';
import {
  addAgents,
  conversationIds,
  customerDigits,
  customerName,
  makeHistory,
} from './support/make-history.ts';
import type { History } from './support/make-history.ts';
import { measureSkew, openBrowser, openSignedIn, readPainted, watchMarkers } from './support/open-browser.ts';
import { ms, tell } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { sendOnTime } from './support/send-on-time.ts';
import { percentile, spreadOf, summarise, takeTurns } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';
import { whatsappBody } from './support/whatsapp-body.ts';

const APP_SECRET = 'sandbox-app-secret';
const AGENTS = 10;
const PER_SECOND = 10;
const ROUNDS = 3;
/** Customers who write in turn; their rows stand at the top of the list and are all on screen. */
const WRITERS = 16;
const LIST_LIMIT = 60;
const SETTLE_MS = 5_000;

type Way = 'kazi' | 'zero' | 'broadcast';
type Turn = { latency: Latency; cpu: CpuByPart; sent: number };
type Bench = {
  system: RunningSystem;
  pool: Pool;
  history: History;
  ids: string[];
  page: Page;
  floorPage: Page;
  floor: Part & { port: number };
  crowd: Part;
  options: BenchOptions;
  sentByWebhook: string[];
  nextMarker: number;
};

/** A customer's message, from when it was due to the frame of a second browser that shows it. */
export async function runVisible(options: BenchOptions): Promise<Outcome> {
  const seconds = options.seconds ?? (options.isQuick ? 15 : 60);
  const [conversations, messagesEach] = options.isQuick ? [2_000, 10] : [100_000, 10];
  const lab = openLab('visible');
  try {
    const bench = await setUp(lab, options, { conversations, messagesEach });
    const skewMs = await measureSkew(bench.page);
    await runTurn(bench, 'kazi', 3);
    await runTurn(bench, 'zero', 1);
    await runTurn(bench, 'broadcast', 1);
    const own = process.cpuUsage();
    const startedAt = performance.now();
    const turns: Record<Way, Turn[]> = { kazi: [], zero: [], broadcast: [] };
    for (const way of takeTurns(['kazi', 'broadcast', 'zero'] as const, ROUNDS)) {
      options.say(`visible: ${way}`);
      turns[way].push(await runTurn(bench, way, seconds / ROUNDS));
    }
    const used = process.cpuUsage(own);
    const generatorShare =
      (used.user + used.system) / 1e3 / ((performance.now() - startedAt) * availableParallelism());
    return {
      name: 'visible',
      workload: `${AGENTS} agents on one inbox (${AGENTS - 1} sync clients and one Chromium page), ${conversations.toLocaleString('en')} conversations and ${(conversations * messagesEach).toLocaleString('en')} messages, ${PER_SECOND} messages/s (Poisson) for ${seconds} s in ${ROUNDS} turns each way, to ${WRITERS} conversations whose rows are on the page.`,
      lines: drawLines(turns, generatorShare),
      checks: await check(bench),
      notes: [
        `Clocks of page and generator differ by ${ms(Math.abs(skewMs))}; not corrected.`,
        'A message whose row showed a later one before it was painted counts as missing.',
        `CPU-seconds per 1,000 messages: ${(['kazi', 'zero', 'broadcast'] as const).map((way) => `${way}: ${tellCpu(cpuPerThousandOf(turns[way]))}`).join('; ')}.`,
        `The broadcast page hangs on LISTEN/NOTIFY and a WebSocket, with ${AGENTS - 1} more listeners.`,
      ],
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
  options.say('visible: writing the history');
  let history: History | null = null;
  let people: { email: string; password: string }[] = [];
  await lab.prepare(async (pool) => {
    history = await makeHistory(pool, {
      ...shape,
      waiting: 200,
      openShare: 0.2,
      inboxes: 1,
      now: Date.now(),
    });
    people = await addAgents(pool, history, AGENTS);
    await pool.query(
      'create table bench_broadcast (id bigint primary key generated always as identity, text text)',
    );
  });
  options.say('visible: starting the system');
  const system = await lab.startSystem();
  const pool = lab.openPool(system.databaseUrl);
  const { inboxIds } = history! as History;
  // Demo conversations would stand among the invented ones; closed, they leave the list to them.
  await pool.query(
    `update conversation set status = 'closed' where status = 'open' and contact_name not like 'Mteja %'`,
  );
  const ids = await conversationIds(pool, WRITERS);
  options.say('visible: opening the agents');
  const crowd = forkPart('crowd');
  lab.onClose(() => crowd.stop());
  const first = people.shift()!;
  await crowd.ask({
    ...{ ask: 'open', origin: system.origin, people, limit: LIST_LIMIT },
    ...{ inboxId: inboxIds[0], conversationId: ids[0] },
  });
  const browser = await openBrowser(lab);
  const page = await openSignedIn(browser, system.origin, first, 1300);
  await watchMarkers(page);
  await page.goto(`/inbox/${ids[0]}?inbox=${inboxIds[0]}`);
  await page.locator(`a.row[href*="${ids[WRITERS - 1]}"]`).waitFor({ timeout: 60_000 });
  const part = forkPart('broadcast-floor');
  lab.onClose(() => part.stop());
  const { port } = await part.ask<{ port: number }>({ databaseUrl: system.databaseUrl });
  const floorPage = await (await browser.newContext()).newPage();
  await watchMarkers(floorPage);
  await floorPage.goto(`http://127.0.0.1:${port}/`);
  const listeners = Array.from({ length: AGENTS - 1 }, () => new WebSocket(`ws://127.0.0.1:${port}/`));
  lab.onClose(() => listeners.forEach((listener) => listener.close()));
  return {
    ...{ system, pool, history: history!, ids, page, floorPage, floor: { ...part, port } },
    ...{ crowd, options, sentByWebhook: [], nextMarker: 0 },
  };
}

async function runTurn(bench: Bench, way: Way, seconds: number): Promise<Turn> {
  const { system, floor, options } = bench;
  const page = way === 'broadcast' ? bench.floorPage : bench.page;
  const postgres = system.pids().postgres ?? 0;
  const parts =
    way === 'broadcast' ? { floor: floor.pid, postgres } : { ...system.pids(), crowd: bench.crowd.pid };
  const firstMarker = bench.nextMarker;
  bench.nextMarker += Math.round(PER_SECOND * seconds);
  const before = readCpuByPart(parts);
  const seed = options.seed + firstMarker;
  const { dueAt, failed } = await sendOnTime({ perSecond: PER_SECOND, seconds, seed }, (n, at) =>
    deliver(bench, way, { writer: n % WRITERS, marker: markerOf(firstMarker + n), at }),
  );
  if (failed > 0) options.say(`visible: ${failed} messages were not taken (${way})`);
  const painted = await waitPainted(
    page,
    dueAt.map((_, n) => markerOf(firstMarker + n)),
  );
  const after = readCpuByPart(parts);
  const latencies = dueAt.flatMap((due, n) => {
    const at = painted[markerOf(firstMarker + n)];
    return at === undefined ? [] : [at - due];
  });
  return {
    latency: summarise(latencies, dueAt.length - latencies.length),
    cpu: addCpu(after, before, -1),
    sent: dueAt.length,
  };
}

async function waitPainted(page: Page, markers: readonly string[]): Promise<Record<string, number>> {
  const until = performance.now() + SETTLE_MS;
  for (;;) {
    const painted = await readPainted(page);
    if (performance.now() > until || markers.every((marker) => marker in painted)) return painted;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function markerOf(n: number): string {
  return `v${String(n).padStart(7, '0')}`;
}

type Word = { writer: number; marker: string; at: number };

async function deliver(bench: Bench, way: Way, word: Word): Promise<void> {
  if (way === 'zero') return insertBare(bench, word);
  const { writer, marker, at } = word;
  if (way === 'broadcast')
    return post(`http://127.0.0.1:${bench.floor.port}/`, Buffer.from(`${writer}|${marker}`), {});
  const id = `wamid.visible.${marker}`;
  const customer = { from: customerDigits(writer + 1), name: customerName(writer + 1) };
  const body = whatsappBody({ ...customer, id, text: `${marker} habari`, sentAt: at });
  const headers = {
    'content-type': 'application/json',
    'x-hub-signature-256': signBody(body, APP_SECRET),
  };
  await post(`${bench.system.origin}/webhooks/whatsapp`, body, headers);
  bench.sentByWebhook.push(id);
}

async function post(url: string, body: Buffer, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { method: 'POST', body: new Uint8Array(body), headers });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
}

const BARE = `
  with added as (
    insert into message (id, workspace_id, conversation_id, direction, type, text, content, status, author_kind, author_name, at)
    values ($1, $2, $3, 'inbound', 'text', $4, '{}', 'received', 'customer', 'Mteja', to_timestamp($5::float8 / 1000)))
  update conversation set last_message_id = $1, last_message_text = $4, last_message_at = to_timestamp($5::float8 / 1000),
    last_inbound_at = to_timestamp($5::float8 / 1000), inbound_count = inbound_count + 1, unanswered_count = unanswered_count + 1
  where id = $3`;

/** The floor of the sync engine: the two rows a message changes, written straight away. */
async function insertBare({ pool, history, ids }: Bench, { writer, marker, at }: Word): Promise<void> {
  const values = [uuidv7(), history.workspaceId, ids[writer], `${marker} habari`, Math.floor(at)];
  await pool.query({ name: 'bare', text: BARE, values });
}

function drawLines(turns: Record<Way, Turn[]>, generatorShare: number): Line[] {
  const medianOf = (way: Way, pick: (latency: Latency) => number) =>
    spreadOf(turns[way].map(({ latency }) => pick(latency))).median;
  const whole = (way: Way): Latency => ({
    count: turns[way].reduce((sum, { latency }) => sum + latency.count, 0),
    missing: turns[way].reduce((sum, { latency }) => sum + latency.missing, 0),
    p50: medianOf(way, (l) => l.p50),
    p95: medianOf(way, (l) => l.p95),
    p99: medianOf(way, (l) => l.p99),
    max: Math.max(...turns[way].map(({ latency }) => latency.max)),
  });
  const ours = whole('kazi');
  const cpuPerThousand = totalCpu(cpuPerThousandOf(turns.kazi), ['crowd']);
  const line = (against: string, way: Way, goal: string, isMet: boolean | null): Line => ({
    ...{ what: 'webhook due → painted', against, ratio: ours.p50 / whole(way).p50 },
    ...{ ours: tell(ours), theirs: tell(whole(way)), goal, isMet, cpuPerThousand, generatorShare },
  });
  const isFast = ours.p50 <= 60 && ours.p99 <= 200 && ours.missing === 0;
  const spread = spreadOf(turns.kazi.map(({ latency }) => latency.p50)).spread;
  return [
    line('bare insert → same view', 'zero', '≤ 1.5 ×', ours.p50 <= 1.5 * whole('zero').p50),
    line('LISTEN/NOTIFY + WebSocket', 'broadcast', 'p50 ≤ 60, p99 ≤ 200 ms', isFast),
    {
      ...{ what: 'the same, p50 of each turn', against: `spread ±${Math.round(spread * 50)} %`, ratio: null },
      ours: turns.kazi.map(({ latency }) => ms(percentile([latency.p50], 1))).join(', '),
      ...{ theirs: '', goal: '–', isMet: null },
    },
  ];
}

function cpuPerThousandOf(turns: readonly Turn[]): CpuByPart {
  const sent = turns.reduce((sum, turn) => sum + turn.sent, 0);
  const sum = turns.reduce<CpuByPart>((total, { cpu }) => addCpu(total, cpu), {});
  return Object.fromEntries(Object.entries(sum).map(([part, seconds]) => [part, (seconds / sent) * 1000]));
}

/** Everything the webhook took is a message, once; and every agent's list is what fresh SQL says. */
async function check(bench: Bench): Promise<Check[]> {
  const { pool, options, history, sentByWebhook, crowd, page } = bench;
  if (options.isSabotaged)
    await pool.query('delete from message where provider_message_id = $1', [sentByWebhook[0]]);
  const unstored = await findUnstored(pool, sentByWebhook);
  const views = () => crowd.ask<ListLine[][]>({ ask: 'views' });
  const texts = () => page.locator('a.row .snippet').allTextContents();
  const fault = await checkViews(pool, { inboxId: history.inboxIds[0]!, limit: LIST_LIMIT, views, texts });
  return [
    { name: 'every acknowledged message is stored, once', fault: unstored },
    { name: `${AGENTS} views equal fresh SQL`, fault },
  ];
}
