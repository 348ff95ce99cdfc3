import type { Pool } from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '#server/db/migrate-database.ts';
import { openPool } from '#server/db/open-pool.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { startPostgres } from '#server/launch/postgres.ts';
import type { EmbeddedPostgres } from '#server/launch/postgres.ts';
import { makeApp } from '../support/make-app.ts';
import type { TestApp } from '../support/make-app.ts';
import { makeWorkspace } from '../support/make-workspace.ts';
import { sayTimings } from '../support/say-timings.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { Random } from '../support/seeded-random.ts';
import { inboundText, SENT_AT } from '../support/whatsapp-bodies.ts';

/** `PG_CRASHES=20 PG_AWAY_SECONDS=30 npm test -- tests/faults/pg-crash.pg.test.ts` plays the long version. */
const CRASHES = Number(process.env['PG_CRASHES'] ?? 2);
const AWAY_MS = Number(process.env['PG_AWAY_SECONDS'] ?? 2) * 1_000;
const SENDERS = 8;
const WORKERS = 2;
const BETWEEN_CRASHES = 60;
const RECOVERED_WITHIN_MS = 10_000;

let postgres: EmbeddedPostgres;
let pools: Pool[] = [];
let dataDir = '';

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  pools = [];
  await postgres.stop(1_000);
  rmSync(dataDir, { recursive: true, force: true });
});

async function open(settings: Record<string, string>): Promise<{ pool: Pool; t: TestApp }> {
  dataDir = mkdtempSync(join(tmpdir(), 'kazi-crash-'));
  postgres = await startPostgres({ dataDir, settings: { shared_buffers: '64MB', ...settings }, quiet: true });
  const pool = openPool({ url: postgres.url, max: 6, name: 'kazi test' });
  const intakePool = openPool({ url: postgres.url, max: 4, name: 'kazi test intake' });
  pools = [pool, intakePool];
  await migrateDatabase(pool);
  await makeWorkspace(pool);
  return { pool, t: makeApp({ pool, intakePool }) };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Meta's side: bodies are posted one after another, each until it is taken or the storm is over. */
function startSenders(t: TestApp, random: Random) {
  const acknowledged: string[] = [];
  const refusals = new Map<number, number>();
  const waiting: { count: number; resolve: () => void }[] = [];
  let isOver = false;
  let n = 0;

  async function post(): Promise<void> {
    while (!isOver) {
      n += 1;
      const id = `wamid.crash.${n}`;
      const from = String(254700600000 + random.below(40));
      const body = inboundText({ from, id, text: `ujumbe ${n}`, sentAt: SENT_AT + n * 1_000 });
      for (;;) {
        const { status } = await t.postWebhook(body);
        if (status === 200) break;
        refusals.set(status, (refusals.get(status) ?? 0) + 1);
        if (isOver) return;
        await pause(20);
      }
      acknowledged.push(id);
      // One in ten comes again, as it does when the answer was slow.
      if (random.chance(0.1)) await t.postWebhook(body);
      for (const w of waiting.splice(0)) {
        if (acknowledged.length >= w.count) w.resolve();
        else waiting.push(w);
      }
    }
  }

  const senders = Array.from({ length: SENDERS }, post);
  return {
    acknowledged,
    refusals,
    until: (count: number) =>
      acknowledged.length >= count
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.push({ count, resolve })),
    async end(): Promise<void> {
      isOver = true;
      await Promise.all(senders);
    },
  };
}

/** Workers that go on through every crash: what they could not finish is theirs again later. */
function startWorkers(pool: Pool) {
  let isOver = false;
  async function work(): Promise<void> {
    while (!isOver) {
      const done = await processOne(pool).catch(() => false);
      if (!done) await pause(10);
    }
  }
  const workers = Array.from({ length: WORKERS }, work);
  return {
    async end(): Promise<void> {
      isOver = true;
      await Promise.all(workers);
      while (await processOne(pool));
    },
  };
}

async function processOne(pool: Pool): Promise<boolean> {
  const found = await pool.query<{ id: string }>(
    `select id::text from provider_event where state = 'pending' order by random() limit 1`,
  );
  const id = found.rows[0]?.id;
  if (id === undefined) return false;
  await processProviderEvent(pool, id);
  return true;
}

type Ended = { lost: string[]; doubled: string[]; unread: number; refusals: number[]; recoveryMs: number[] };

/** Webhooks pour in while the database is cut off again and again. What was acknowledged, and what is there? */
async function play(seed: number, crashes: number, settings: Record<string, string> = {}): Promise<Ended> {
  const { pool, t } = await open(settings);
  const senders = startSenders(t, seededRandom(seed));
  const workers = startWorkers(pool);
  const recoveryMs: number[] = [];
  const recovered = async (since: number) => {
    await senders.until(senders.acknowledged.length + 1);
    recoveryMs.push(performance.now() - since);
  };
  for (let crash = 0; crash < crashes; crash++) {
    await senders.until(senders.acknowledged.length + BETWEEN_CRASHES);
    const since = performance.now();
    await postgres.restartImmediate();
    await recovered(since);
  }
  await senders.until(senders.acknowledged.length + BETWEEN_CRASHES);
  await postgres.stop(0);
  await pause(AWAY_MS);
  const since = performance.now();
  postgres = await startPostgres({ dataDir, settings: { shared_buffers: '64MB', ...settings }, quiet: true });
  await recovered(since);
  await senders.end();
  await workers.end();
  return {
    ...(await compare(pool, senders.acknowledged)),
    refusals: [...senders.refusals.keys()],
    recoveryMs,
  };
}

async function compare(
  pool: Pool,
  acknowledged: string[],
): Promise<Pick<Ended, 'lost' | 'doubled' | 'unread'>> {
  const stored = await pool.query<{ id: string; bodies: number }>(
    `select convert_from(body, 'utf8')::jsonb #>> '{entry,0,changes,0,value,messages,0,id}' as id, count(*)::int as bodies
     from provider_event group by 1`,
  );
  const shown = await pool.query<{ id: string; bubbles: number }>(
    'select provider_message_id as id, count(*)::int as bubbles from message group by 1',
  );
  const bodies = new Map(stored.rows.map((row) => [row.id, row.bodies]));
  const bubbles = new Map(shown.rows.map((row) => [row.id, row.bubbles]));
  const unread = await pool.query(`select 1 from provider_event where state <> 'processed'`);
  return {
    lost: acknowledged.filter((id) => !bodies.has(id) || !bubbles.has(id)),
    doubled: [...bodies.keys()].filter((id) => bodies.get(id)! > 1 || (bubbles.get(id) ?? 0) > 1),
    unread: unread.rows.length,
  };
}

describe('the database is cut off while webhooks pour in', () => {
  it(
    `${CRASHES} times and then stays away: nothing acknowledged is lost, nothing is there twice, and Meta hears only 5xx`,
    async () => {
      const { lost, doubled, unread, refusals, recoveryMs } = await play(7, CRASHES);
      expect({ lost, doubled, unread }).toEqual({ lost: [], doubled: [], unread: 0 });
      expect(refusals.length, 'somebody noticed').toBeGreaterThan(0);
      for (const status of refusals) expect(status).toBeGreaterThanOrEqual(500);
      sayTimings('pg-crash: from the cut to the next acknowledged body', recoveryMs);
      expect(Math.max(...recoveryMs)).toBeLessThan(RECOVERED_WITHIN_MS);
    },
    60_000 + CRASHES * 30_000 + AWAY_MS,
  );

  it('is caught by this very check when an answer does not wait for the disk', async () => {
    const { lost } = await play(8, 1, { synchronous_commit: 'off', wal_writer_delay: '10s' });
    expect(lost.length).toBeGreaterThan(0);
  }, 120_000);
});
