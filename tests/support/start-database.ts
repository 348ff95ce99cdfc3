import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrateDatabase } from '#server/db/migrate-database.ts';
import { openPool } from '#server/db/open-pool.ts';
import { startPostgres } from '#server/launch/postgres.ts';
import { SYNC_ENGINE_TABLES, TEMPLATE } from './template-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

// Nothing here survives the run: nothing waits for the disk, and nobody tidies up what is thrown away.
const SETTINGS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
};

/** Once per run: a database server under a folder of its own, with a migrated database for every test file to copy. */
export default async function startDatabase(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kazi-tests-'));
  // What tests put aside goes with the run. Databases among it belong to another user, who must get there.
  const temporary = mkdtempSync(join(tmpdir(), 'kazi-tests-'));
  chmodSync(temporary, 0o711);
  process.env['TMPDIR'] = temporary;
  const postgres = await startPostgres({ dataDir, settings: SETTINGS, quiet: true });
  const admin = new Client({ connectionString: postgres.url });
  await admin.connect();
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  const pool = openPool({
    url: postgres.url.replace(/\/[^/]*$/, `/${TEMPLATE}`),
    max: 2,
    name: 'kazi tests',
  });
  await migrateDatabase(pool);
  await pool.query(SYNC_ENGINE_TABLES);
  await pool.end();
  project.provide('databaseUrl', postgres.url);
  return async () => {
    await postgres.stop(2_000);
    for (const folder of [dataDir, temporary]) rmSync(folder, { recursive: true, force: true });
  };
}
