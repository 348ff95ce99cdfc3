import type { Browser, Page } from '@playwright/test';
import { availableParallelism } from 'node:os';
import { signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { checkDone, inboxActions, openPlace } from './support/inbox-actions.ts';
import type { Desk } from './support/inbox-actions.ts';
import { addCpu, readCpuByPart, tellCpu } from './support/cpu-time.ts';
import { openLab } from './support/lab.ts';
import { addAgents, customerDigits, customerName, makeHistory } from './support/make-history.ts';
import type { History } from './support/make-history.ts';
import { instant, openBrowser, openSignedIn } from './support/open-browser.ts';
import { ms } from './support/outcome.ts';
import type { BenchOptions, Line, Outcome } from './support/outcome.ts';
import { openPlainPage, timePlain } from './support/plain-page.ts';
import type { PlainAction } from './support/plain-page.ts';
import { sendOnTime } from './support/send-on-time.ts';
import { spreadOf, summarise, takeTurns } from './support/summarise.ts';
import type { Latency } from './support/summarise.ts';
import { whatsappBody } from './support/whatsapp-body.ts';

const ACTIONS: readonly PlainAction[] = ['send', 'assign', 'tag', 'snooze', 'markRead'];
const TITLES: Record<PlainAction, string> = {
  ...{
    send: 'send',
    assign: 'assign to me',
    tag: 'add a tag',
    snooze: 'snooze',
    markRead: 'open and mark read',
  },
};
const APP_SECRET = 'sandbox-app-secret';
const ROUNDS = 3;
const INBOXES = 5;
const CONVERSATIONS = 2_000;
const LISTED = 400;
const INBOUND_PER_SECOND = 5;
const WARM_UP = 3;

type Way = 'kazi' | 'plain' | 'fetch';
type Counted = { n: number };

/** A person's input, from the event to the paint that shows what it did, while messages arrive. */
export async function runPaint(options: BenchOptions): Promise<Outcome> {
  // Five hundred of each take a quarter of an hour; `--seconds` asks for fewer, ten for each second.
  const each = options.isQuick ? 60 : Math.min(500, 10 * (options.seconds ?? 50));
  const perTurn = Math.ceil(each / ROUNDS);
  // A floor's acts are all alike; a third of them says as much.
  const floorPerTurn = Math.ceil(perTurn / 3);
  const lab = openLab('paint');
  try {
    options.say('paint: writing the history');
    let history: History | null = null;
    let people: { email: string; password: string }[] = [];
    await lab.prepare(async (pool) => {
      const shape = { conversations: CONVERSATIONS, messagesEach: 10, waiting: CONVERSATIONS, openShare: 1 };
      history = await makeHistory(pool, { ...shape, inboxes: INBOXES, now: Date.now() });
      people = await addAgents(pool, history, 1);
    });
    const { inboxIds } = history! as History;
    options.say('paint: starting the system');
    const system = await lab.startSystem();
    const pool = lab.openPool(system.databaseUrl);
    await pool.query(`update conversation set status = 'closed' where contact_name not like 'Mteja %'`);
    const browser = await openBrowser(lab);
    const page = await openSignedIn(browser, system.origin, people[0]!, 1100);
    page.on('pageerror', (error) => options.say(`paint: the page says ${error.message}`));
    const desk: Desk = {
      ...{ page, pool },
      done: { sent: [], snoozed: [], tagged: [] },
    };
    const plain = await openFloor(browser, system.origin, people[0]!, false);
    const fetching = await openFloor(browser, system.origin, people[0]!, true);

    const synced = await syncEverything(page, inboxIds);
    await openPlace(page, 0);
    const inbound = keepWriting(system.origin, options.seed);
    lab.onClose(inbound.stop);
    const cpuBefore = readCpuByPart(system.pids());
    const own = process.cpuUsage();
    const startedAt = performance.now();

    const lines: Line[] = [];
    const counts: Record<Way, Counted> = { kazi: { n: 0 }, plain: { n: 0 }, fetch: { n: 0 } };
    const pages = { plain, fetch: fetching };
    for (const action of ACTIONS) {
      const turns: Record<Way, Latency[]> = { kazi: [], plain: [], fetch: [] };
      const once = (way: Way, n: number) =>
        way === 'kazi' ? inboxActions[action](desk, n) : timePlain(pages[way], action, n);
      for (let n = 0; n < WARM_UP; n++) await once('kazi', counts.kazi.n++);
      for (const way of takeTurns(['kazi', 'plain', 'fetch'] as const, ROUNDS)) {
        options.say(`paint: ${action}, ${way}`);
        await (way === 'kazi' ? page : pages[way]).bringToFront();
        const took: number[] = [];
        const acts = way === 'kazi' ? perTurn : floorPerTurn;
        for (let n = 0; n < acts; n++) took.push(await once(way, ++counts[way].n));
        const shown = took.filter((value) => !Number.isNaN(value));
        turns[way].push(summarise(shown, took.length - shown.length));
      }
      lines.push(drawLine(action, turns));
    }

    const cpu = addCpu(readCpuByPart(system.pids()), cpuBefore, -1);
    const used = process.cpuUsage(own);
    const wallMs = performance.now() - startedAt;
    await inbound.stop();
    if (options.isSabotaged)
      await pool.query('update message set text = text || $2 where text = $1', [desk.done.sent[0], '!']);
    return {
      name: 'paint',
      workload: `Real key and mouse events in Chromium, each of ${ACTIONS.length} actions ${each} times in ${ROUNDS} turns, with ${synced.toLocaleString('en')} conversations in the page's store and ${INBOUND_PER_SECOND} messages/s arriving. From the event's own time stamp to the first paint that shows the effect.`,
      lines,
      checks: [
        { name: 'every reply, snooze and tag on screen is in the database', fault: await checkDone(desk) },
      ],
      notes: [
        'Opening times the answer of the list: with few new messages the count goes in the frame of the key, the thread comes with the next and is what stores that they were read.',
        'The plain floor keeps an array and writes the DOM in the event; the fetch floor first asks /api/me. Both are driven and timed the same way, on the same origin.',
        `Over the ${(wallMs / 1000).toFixed(0)} s: CPU-seconds ${tellCpu(cpu)}; the driver took ${(((used.user + used.system) / 1e3 / wallMs / availableParallelism()) * 100).toFixed(0)} % of the machine.`,
        `${inbound.sent()} messages arrived meanwhile.`,
      ],
    };
  } finally {
    await lab.close();
  }
}

async function openFloor(
  browser: Browser,
  origin: string,
  person: { email: string; password: string },
  isFetching: boolean,
): Promise<Page> {
  const page = await openSignedIn(browser, origin, person);
  await openPlainPage(page, isFetching);
  return page;
}

/** Looks through every inbox to its end, as a person who scrolls; the store keeps what it saw. Returns how many rows. */
async function syncEverything(page: Page, inboxIds: readonly string[]): Promise<number> {
  let total = 0;
  await page.goto(`/inbox?inbox=${inboxIds[0]}`);
  for (const inboxId of inboxIds) {
    await page.locator(`a[href="/inbox?inbox=${inboxId}"]`).first().click();
    await page.locator(`a.row[href*="inbox=${inboxId}"]`).first().waitFor({ timeout: 30_000 });
    let height = 0;
    for (let steps = 0; steps < 40; steps++) {
      const now = await page.evaluate(() => {
        const box = document.querySelector('[role="list"] > div');
        if (box) box.scrollTop = box.scrollHeight;
        return box?.scrollHeight ?? 0;
      });
      await new Promise((resolve) => setTimeout(resolve, 250));
      if (now === height && Math.round(now / 60) >= LISTED) break;
      height = now;
    }
    total += Math.round(height / 60);
  }
  // On to the list of all by the page's own link: loading it anew would begin with another store.
  await page.locator('a[href="/inbox"]').first().click();
  await page.locator('a.row:not([href*="inbox="])').first().waitFor({ timeout: 30_000 });
  await page.evaluate(() => document.querySelector('[role="list"] > div')?.scrollTo(0, 0));
  return total;
}

/** Messages from customers whose rows no action reaches (a snoozed one would wake), until stopped. */
function keepWriting(origin: string, seed: number): { stop: () => Promise<void>; sent: () => number } {
  let isOver = false;
  let sent = 0;
  async function go(): Promise<void> {
    for (let round = 0; !isOver; round++) {
      await sendOnTime({ perSecond: INBOUND_PER_SECOND, seconds: 2, seed: seed + round }, async () => {
        const customer = 1_501 + (sent++ % 500);
        const body = whatsappBody({
          ...{
            from: customerDigits(customer),
            name: customerName(customer),
            id: `wamid.paint.${seed}.${sent}`,
          },
          ...{ text: `Habari ya leo ${sent}`, sentAt: instant() },
        });
        const headers = {
          'content-type': 'application/json',
          'x-hub-signature-256': signBody(body, APP_SECRET),
        };
        const url = `${origin}/webhooks/whatsapp`;
        await (await fetch(url, { method: 'POST', body: new Uint8Array(body), headers })).arrayBuffer();
      });
    }
  }
  const running = go();
  return {
    sent: () => sent,
    async stop() {
      isOver = true;
      await running;
    },
  };
}

function drawLine(action: PlainAction, turns: Record<Way, Latency[]>): Line {
  const medianOf = (way: Way, pick: (l: Latency) => number) => spreadOf(turns[way].map(pick)).median;
  const words = (way: Way) => {
    const missing = turns[way].reduce((sum, l) => sum + l.missing, 0);
    const figures = [
      medianOf(way, (l) => l.p50),
      medianOf(way, (l) => l.p95),
      Math.max(...turns[way].map((l) => l.max)),
    ];
    return `${figures.map(ms).join(' / ')}${missing > 0 ? ` · ${missing} missing` : ''}`;
  };
  const [p50, p95] = [medianOf('kazi', (l) => l.p50), medianOf('kazi', (l) => l.p95)];
  const isShown = turns.kazi.every((l) => l.missing === 0);
  const ratio = p50 / medianOf('plain', (l) => l.p50);
  return {
    ...{ what: `${TITLES[action]} (p50 / p95 / max)`, against: 'plain store', ratio, ours: words('kazi') },
    theirs: `${words('plain')}; by fetch: ${words('fetch')}`,
    goal: 'p50 ≤ 16.7, p95 ≤ 50 ms; ≤ 1.5 ×',
    isMet: isShown && p50 <= 16.7 && p95 <= 50 && ratio <= 1.5,
  };
}
