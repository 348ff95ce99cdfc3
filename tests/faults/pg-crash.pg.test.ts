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
import { comparePoured, pause, pourWebhooks } from '../support/pour-webhooks.ts';
import type { Comparison } from '../support/pour-webhooks.ts';
import { sayTimings } from '../support/say-timings.ts';
import { seededRandom } from '../support/seeded-random.ts';

/** `PG_CRASHES=20 PG_AWAY_SECONDS=30 npm test -- tests/faults/pg-crash.pg.test.ts` plays the long version. */
const CRASHES = Number(process.env['PG_CRASHES'] ?? 2);
const AWAY_MS = Number(process.env['PG_AWAY_SECONDS'] ?? 2) * 1_000;
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

type Ended = Comparison & { refusals: number[]; recoveryMs: number[] };

/** Webhooks pour in while the database is cut off again and again. What was acknowledged, and what is there? */
async function play(seed: number, crashes: number, settings: Record<string, string> = {}): Promise<Ended> {
  const { pool, t } = await open(settings);
  const senders = pourWebhooks(t, seededRandom(seed));
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
    ...(await comparePoured(pool, senders.acknowledged)),
    refusals: [...senders.refusals.keys()],
    recoveryMs,
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
