import type { Pool } from 'pg';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { migrateDatabase } from '#server/db/migrate-database.ts';
import { openPool } from '#server/db/open-pool.ts';
import { startPostgres } from '#server/launch/postgres.ts';
import type { EmbeddedPostgres } from '#server/launch/postgres.ts';
import { superviseChild } from '#server/launch/supervise-child.ts';
import type { SupervisedChild } from '#server/launch/supervise-child.ts';
import {
  canFillDisk,
  fillDisk,
  fillOwnDisk,
  freeDisk,
  growInbox,
  growJournal,
  growWal,
  TABLES_FULL_BYTES,
  WAL_FULL_BYTES,
} from '../support/fill-disk.ts';
import { makeApp } from '../support/make-app.ts';
import type { TestApp } from '../support/make-app.ts';
import { makeWorkspace } from '../support/make-workspace.ts';
import { comparePoured, pause, pourWebhooks } from '../support/pour-webhooks.ts';
import type { Comparison, Pour } from '../support/pour-webhooks.ts';
import { sayTimings } from '../support/say-timings.ts';
import { seededRandom } from '../support/seeded-random.ts';

/** `DISK_FULL_SECONDS=60 npm test -- tests/faults/disk-full.pg.test.ts` keeps each kind of full disk that long. */
const FULL_MS = Number(process.env['DISK_FULL_SECONDS'] ?? 2) * 1_000;
const NOTICED_WITHIN_MS = 20_000;
const GIVE_UP_MS = 30_000;
const RECOVERED_WITHIN_MS = 10_000;
const BETWEEN = 40;
const TIMEOUT_MS = 120_000 + 3 * FULL_MS;

/** What cannot grow: the table of webhook bodies, the table of messages, or the log every commit needs. */
type Full = 'journal' | 'inbox' | 'wal';

let postgres: EmbeddedPostgres;
let worker: SupervisedChild | null = null;
let pools: Pool[] = [];
let dataDir = '';

afterEach(async () => {
  fillOwnDisk(null);
  await worker?.stop(1_000);
  worker = null;
  await Promise.all(pools.map((pool) => pool.end()));
  pools = [];
  await postgres.stop(1_000);
  rmSync(dataDir, { recursive: true, force: true });
});

type Opened = { pool: Pool; t: TestApp; workspaceId: string };

async function open(): Promise<Opened> {
  dataDir = mkdtempSync(join(tmpdir(), 'kazi-full-'));
  // Vacuum would find the gaps between the rows that fill a table, and small ones would fit in there for a while.
  const settings = { shared_buffers: '64MB', autovacuum: 'off' };
  postgres = await startPostgres({ dataDir, settings, quiet: true, isKeptAlive: true });
  const pool = openPool({ url: postgres.url, max: 6, name: 'kazi test' });
  const intakePool = openPool({ url: postgres.url, max: 4, name: 'kazi test intake' });
  pools = [pool, intakePool];
  await migrateDatabase(pool);
  const { id: workspaceId } = await makeWorkspace(pool);
  return { pool, t: makeApp({ pool, intakePool }), workspaceId };
}

/** The worker as it is run: a process that is started again when it dies. */
function startWorker(): SupervisedChild {
  const root = resolve(import.meta.dirname, '../..');
  return superviseChild({
    name: 'worker',
    command: process.execPath,
    args: [join(root, 'jobs/index.ts')],
    cwd: root,
    env: { DATABASE_URL: postgres.url, DATA_DIR: dataDir, SANDBOX: 'on', LOG_LEVEL: 'warn' },
    dataDir,
    quiet: true,
    onStatus: () => undefined,
  });
}

/** Whoever follows the messages from here on, as the sync engine does. */
async function startFollowing(pool: Pool): Promise<void> {
  await pool.query('create publication seen for table message');
  await pool.query(`select pg_create_logical_replication_slot('watch', 'pgoutput')`);
}

/** Ids of the messages that came through the slot, in order. */
async function readFollowed(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ data: Buffer }>(
    `select data from pg_logical_slot_get_binary_changes('watch', null, null, 'proto_version', '1', 'publication_names', 'seen')`,
  );
  const inserts = rows.filter(({ data }) => data[0] === 'I'.charCodeAt(0));
  return inserts.flatMap(({ data }) => /wamid\.crash\.\d+/.exec(data.toString('latin1'))?.[0] ?? []);
}

async function until(isSo: () => Promise<boolean>, withinMs: number): Promise<boolean> {
  const since = performance.now();
  while (performance.now() - since < withinMs) {
    if (await isSo().catch(() => false)) return true;
    await pause(50);
  }
  return false;
}

const refused = (pour: Pour) => [...pour.refusals.values()].reduce((sum, count) => sum + count, 0);

async function unread(pool: Pool, before = Date.now()): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from provider_event
     where state <> 'processed' and received_at < to_timestamp($1::float8 / 1000)`,
    [before],
  );
  return rows[0]!.count;
}

type Recovery = { noticed: boolean; answeredMs: number; caughtUpMs: number };

/** The disk fills, stays full for a while, and has room again. How long until all is as before? */
async function fill(full: Full, { pool, workspaceId }: Opened, pour: Pour): Promise<Recovery> {
  if (full === 'journal') await growJournal(pool);
  if (full === 'inbox') await growInbox(pool, workspaceId);
  if (full === 'wal') await growWal(pool);
  await pour.until(pour.acknowledged.length + BETWEEN);
  const refusedBefore = refused(pour);
  // What is started again meanwhile finds the same full disk: it inherits our own bound.
  if (full === 'wal') fillOwnDisk(WAL_FULL_BYTES);
  fillDisk(postgres.pid()!, full === 'wal' ? WAL_FULL_BYTES : TABLES_FULL_BYTES);
  const noticed = await until(
    async () => (full === 'inbox' ? (await unread(pool)) > BETWEEN : refused(pour) > refusedBefore),
    NOTICED_WITHIN_MS,
  );
  await pause(FULL_MS);
  fillOwnDisk(null);
  const pid = postgres.pid();
  if (pid !== null) freeDisk(pid);
  const since = performance.now();
  const freedAt = Date.now();
  await pour.until(pour.acknowledged.length + 1);
  const answeredMs = performance.now() - since;
  await until(async () => (await unread(pool, freedAt)) === 0, GIVE_UP_MS);
  return { noticed, answeredMs, caughtUpMs: performance.now() - since };
}

type Ended = Comparison & { refusals: number[]; recoveries: Recovery[]; unfollowed: string[] };

async function play(
  seed: number,
  fulls: Full[],
  isTaken = (status: number): boolean => status === 200,
): Promise<Ended> {
  const opened = await open();
  const { pool, t } = opened;
  await startFollowing(pool);
  worker = startWorker();
  const pour = pourWebhooks(t, seededRandom(seed), { everyMs: 60, isTaken });
  const recoveries: Recovery[] = [];
  for (const full of fulls) recoveries.push(await fill(full, opened, pour));
  await pour.end();
  await until(async () => (await unread(pool)) === 0, GIVE_UP_MS);
  const followed = await readFollowed(pool);
  const times = new Map<string, number>();
  for (const id of followed) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    ...(await comparePoured(pool, pour.acknowledged)),
    refusals: [...pour.refusals.keys()],
    recoveries,
    unfollowed: pour.acknowledged.filter((id) => times.get(id) !== 1),
  };
}

describe.runIf(canFillDisk)('the disk is full while webhooks pour in', () => {
  it(
    'for messages, for bodies and for the log: nothing acknowledged is lost, Meta hears only 5xx, and all goes on by itself once there is room',
    async () => {
      const ended = await play(11, ['inbox', 'journal', 'wal']);
      const { lost, doubled, unread: left, unfollowed, refusals, recoveries } = ended;
      expect(recoveries.map(({ noticed }) => noticed)).toEqual([true, true, true]);
      sayTimings(
        'disk-full: from room to the next acknowledged body',
        recoveries.map((r) => r.answeredMs),
      );
      sayTimings(
        'disk-full: from room to everything read',
        recoveries.map((r) => r.caughtUpMs),
      );
      expect({ lost, doubled, left, unfollowed }).toEqual({ lost: [], doubled: [], left: 0, unfollowed: [] });
      for (const status of refusals) expect(status).toBeGreaterThanOrEqual(500);
      for (const { answeredMs, caughtUpMs } of recoveries)
        expect(Math.max(answeredMs, caughtUpMs)).toBeLessThan(RECOVERED_WITHIN_MS);
    },
    TIMEOUT_MS,
  );

  it(
    'is caught by this very check when a body counts as taken whatever became of it',
    async () => {
      const { lost } = await play(12, ['journal'], () => true);
      expect(lost.length).toBeGreaterThan(0);
    },
    TIMEOUT_MS,
  );
});
