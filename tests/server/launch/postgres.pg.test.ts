import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type EmbeddedPostgres } from '#server/launch/postgres.ts';

let dataDir = '';
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'kazi-postgres-'));
  postgres = await startPostgres({ dataDir });
}, 60_000);
afterAll(async () => {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function ask<T>(sql: string): Promise<T[]> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as T[];
  } finally {
    await client.end();
  }
}

it('the database that comes with the product can feed the sync engine and forgets nothing it confirmed', async () => {
  const rows = await ask(
    "select name, setting from pg_settings where name in ('wal_level', 'synchronous_commit', 'fsync')",
  );
  expect(rows).toEqual(
    expect.arrayContaining([
      { name: 'wal_level', setting: 'logical' },
      { name: 'synchronous_commit', setting: 'on' },
      { name: 'fsync', setting: 'on' },
    ]),
  );
});

it('what was committed is there after a power cut, at the same address', async () => {
  const urlBefore = postgres.url;
  await ask('create table kept (id int)');
  await ask('insert into kept values (7)');
  await postgres.restartImmediate();
  expect(postgres.url).toBe(urlBefore);
  expect(await ask('select id from kept')).toEqual([{ id: 7 }]);
});
