import type { Pool } from 'pg';
import { availableParallelism } from 'node:os';
import { uuidv7 } from '#server/new-id.ts';
import { inTransaction } from '#server/db/in-transaction.ts';
import { addOutboxItem } from '#server/outbound/add-outbox-item.ts';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { findUnstored } from './support/check-views.ts';
import { addCpu, readCpuByPart, tellCpu } from './support/cpu-time.ts';
import { openLab } from './support/lab.ts';
import { conversationIds, customerDigits, customerName, makeHistory } from './support/make-history.ts';
import { ms, tell } from './support/outcome.ts';
import type { BenchOptions, Check, Line, Outcome } from './support/outcome.ts';
import { checkSentOnce, oweMessages, waitForTemplate } from './support/owe-messages.ts';
import { sendOnTime } from './support/send-on-time.ts';
import { startPrograms } from './support/start-programs.ts';
import type { Programs } from './support/start-programs.ts';
import { summarise } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';
import { whatsappBody } from './support/whatsapp-body.ts';

const APP_SECRET = 'sandbox-app-secret';
const REPLIES_PER_SECOND = 2;
const INBOUND_PER_SECOND = 50;
const WRITERS = 400;
/** Every other reply waits as on a screen, where it can be taken back first; a second instead of five. */
const UNDO_MS = 1_000;
const SETTLE_MS = 20_000;

type Way = 'idle' | 'campaign';
type Bench = {
  programs: Programs;
  pool: Pool;
  ids: string[];
  options: BenchOptions;
  replies: string[];
  inbound: string[];
  turns: number;
};
type Turn = { due: Map<string, number>; sentByCampaign: number; seconds: number };

/** How long a person's reply waits for its call while a campaign fills the number's pace, and while none does. */
export async function runFairness(options: BenchOptions): Promise<Outcome> {
  const campaignSize = options.isQuick ? 2_000 : 10_000;
  const seconds = options.seconds ?? (options.isQuick ? 10 : 60);
  const lab = openLab('fairness');
  try {
    options.say('fairness: writing the history');
    await lab.prepare(async (pool) => {
      const shape = {
        conversations: WRITERS + campaignSize,
        messagesEach: 2,
        waiting: 0,
        openShare: 1,
        inboxes: 1,
      };
      await makeHistory(pool, { ...shape, now: Date.now() });
    });
    const programs = await startPrograms(lab, { hasWorker: true });
    const pool = lab.openPool(programs.databaseUrl);
    await waitForTemplate(pool);
    const bench: Bench = {
      ...{ programs, pool, options, replies: [], inbound: [], turns: 0 },
      ids: await conversationIds(pool, WRITERS),
    };
    const campaign = await oweMessages(pool, {
      ...{ from: WRITERS + 1, to: WRITERS + campaignSize, each: 1, tag: 'campaign', isCampaign: true },
    });
    await hold(pool, true);
    await runTurn(bench, 'idle', 3);
    const waits: Record<Way, number[]> = { idle: [], campaign: [] };
    const missing: Record<Way, number> = { idle: 0, campaign: 0 };
    let rateOfCampaign = 0;
    const before = readCpuByPart(programs.pids);
    const own = process.cpuUsage();
    const startedAt = performance.now();
    for (const way of ['idle', 'campaign', 'campaign', 'idle'] as const) {
      options.say(`fairness: ${way}`);
      const turn = await runTurn(bench, way, seconds / 2);
      const found = await readWaits(pool, turn.due);
      waits[way].push(...found);
      missing[way] += turn.due.size - found.length;
      rateOfCampaign += turn.sentByCampaign / turn.seconds / 2;
    }
    const used = process.cpuUsage(own);
    const generatorShare =
      (used.user + used.system) / 1e3 / ((performance.now() - startedAt) * availableParallelism());
    const cpu = addCpu(readCpuByPart(programs.pids), before, -1);
    const [idle, busy] = [summarise(waits.idle, missing.idle), summarise(waits.campaign, missing.campaign)];
    return {
      name: 'fairness',
      workload: `${REPLIES_PER_SECOND} replies/s and ${INBOUND_PER_SECOND} inbound messages/s (Poisson) for ${seconds} s each way in two turns, with and without a campaign of ${campaignSize.toLocaleString('en')} sends through the same number and worker. The wait of a reply is from when it may leave to when the provider has answered, p50 / p99 / max.`,
      lines: [draw(idle, busy, generatorShare), drawRate(rateOfCampaign)],
      checks: await check(bench, campaign),
      notes: [
        `Every other reply waits ${UNDO_MS} ms first, in which it could be taken back, and is found by the clock; the others ring the bell.`,
        `CPU-seconds of all turns: ${tellCpu(cpu)}.`,
      ],
    };
  } finally {
    await lab.close();
  }
}

/** A campaign is held back by its time, so that turns without it can stand between turns with it. */
async function hold(pool: Pool, isHeld: boolean): Promise<void> {
  const time = isHeld ? `'2100-01-01'` : 'now()';
  await pool.query(`update outbox_item set not_before = ${time} where is_campaign and state = 'queued'`);
}

async function runTurn(bench: Bench, way: Way, seconds: number): Promise<Turn> {
  const { pool, options, ids } = bench;
  const turn = ++bench.turns;
  const sent = `select count(*)::int as n from outbox_item where is_campaign and state = 'done'`;
  const countSent = async () => (await pool.query<{ n: number }>(sent)).rows[0]!.n;
  if (way === 'campaign') await hold(pool, false);
  const before = await countSent();
  const due = new Map<string, number>();
  const [replies] = await Promise.all([
    sendOnTime({ perSecond: REPLIES_PER_SECOND, seconds, seed: options.seed + turn }, async (n, at) => {
      const id = uuidv7();
      const notBefore = at + (n % 2 === 0 ? UNDO_MS : 0);
      due.set(id, notBefore);
      await reply(pool, {
        id,
        conversationId: ids[(turn * 97 + n) % ids.length]!,
        at: Math.floor(at),
        notBefore,
      });
      bench.replies.push(id);
    }),
    sendOnTime({ perSecond: INBOUND_PER_SECOND, seconds, seed: options.seed - turn }, (n, at) =>
      deliver(bench, { writer: n % WRITERS, id: `wamid.fairness.${turn}.${n}`, at }),
    ),
  ]);
  if (replies.failed > 0) options.say(`fairness: ${replies.failed} replies could not be written (${way})`);
  const sentByCampaign = (await countSent()) - before;
  if (way === 'campaign') await hold(pool, true);
  await waitAnswered(pool, [...due.keys()]);
  return { due, sentByCampaign, seconds };
}

/** A reply as a member's screen leaves it in the database. */
async function reply(
  pool: Pool,
  r: { id: string; conversationId: string; at: number; notBefore: number },
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    await tx.query(
      `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, author_name, at)
       select $1, workspace_id, id, 'outbound', 'text', 'Karibu', 'queued', 'api', 'Bench', to_timestamp($3::float8 / 1000)
       from conversation where id = $2`,
      [r.id, r.conversationId, r.at],
    );
    await addOutboxItem(tx, { messageId: r.id, at: r.at, notBefore: r.notBefore });
  });
}

async function deliver(bench: Bench, c: { writer: number; id: string; at: number }): Promise<void> {
  const customer = { from: customerDigits(c.writer + 1), name: customerName(c.writer + 1) };
  const body = whatsappBody({ ...customer, id: c.id, text: 'Habari, bei ni ngapi?', sentAt: c.at });
  const answer = await fetch(`${bench.programs.origin}/webhooks/whatsapp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signBody(body, APP_SECRET) },
    body: new Uint8Array(body),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the webhook answered ${answer.status}`);
  bench.inbound.push(c.id);
}

const ANSWERED = `
  select o.message_id as id, extract(epoch from min(a.finished_at))::float8 * 1000 as at
  from outbox_item o join outbox_attempt a on a.outbox_item_id = o.id
  where o.message_id = any ($1) and a.finished_at is not null group by 1`;

async function waitAnswered(pool: Pool, ids: readonly string[]): Promise<void> {
  const until = performance.now() + SETTLE_MS;
  while ((await pool.query(ANSWERED, [ids])).rowCount !== ids.length && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 200));
}

async function readWaits(pool: Pool, due: ReadonlyMap<string, number>): Promise<number[]> {
  const { rows } = await pool.query<{ id: string; at: number }>(ANSWERED, [[...due.keys()]]);
  return rows.map(({ id, at }) => at - due.get(id)!);
}

function draw(idle: Latency, busy: Latency, generatorShare: number): Line {
  return {
    ...{
      what: 'wait of a reply during the campaign',
      against: 'the same without',
      ratio: busy.p99 / idle.p99,
    },
    ...{ ours: tell(busy), theirs: tell(idle), goal: `p99 ≤ ${ms(1_000)} and ≤ 2 × idle`, generatorShare },
    isMet: busy.p99 <= 1_000 && busy.p99 <= 2 * idle.p99 && busy.missing === 0,
  };
}

function drawRate(perSecond: number): Line {
  return {
    ...{ what: 'the campaign meanwhile', against: '80/s allowed', ratio: perSecond / 80, theirs: '' },
    ...{ ours: `${perSecond.toFixed(1)}/s`, goal: '–', isMet: null },
  };
}

async function check(
  { pool, options, replies, inbound }: Bench,
  campaign: readonly string[],
): Promise<Check[]> {
  if (options.isSabotaged)
    await pool.query('delete from message where provider_message_id = $1', [inbound[0]]);
  const begun = await pool.query<{ id: string }>(
    `select message_id as id from outbox_item where message_id = any ($1) and state <> 'queued'`,
    [campaign],
  );
  return [
    { name: 'every reply was sent once', fault: await checkSentOnce(pool, replies) },
    {
      name: 'what the campaign sent, it sent once',
      fault:
        begun.rowCount === 0
          ? 'it sent nothing'
          : await checkSentOnce(
              pool,
              begun.rows.map(({ id }) => id),
            ),
    },
    { name: 'every inbound message is stored, once', fault: await waitStored(pool, inbound) },
  ];
}

async function waitStored(pool: Pool, ids: readonly string[]): Promise<string | null> {
  const until = performance.now() + SETTLE_MS;
  for (;;) {
    const fault = await findUnstored(pool, ids);
    if (fault === null || performance.now() > until) return fault;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
