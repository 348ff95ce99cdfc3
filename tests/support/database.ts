import type { Pool } from 'pg';
import { Client } from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { openPool } from '#server/db/open-pool.ts';
import { uuidv7 } from '#server/new-id.ts';
import { TEMPLATE } from './template-database.ts';

export type TestDatabase = {
  /** Usable from `beforeAll` on. */
  readonly pool: Pool;
  readonly url: string;
  /** Rows of one statement. */
  rows: <T>(sql: string, values?: unknown[]) => Promise<T[]>;
  /** The one number of one statement. */
  count: (sql: string, values?: unknown[]) => Promise<number>;
};

/**
 * A database of this file's own, copied from the migrated template and dropped at the end. Call once, at the top of
 * the file. With `poolSize` a file that wants many connections at once asks for them.
 */
export function testDatabase({ poolSize = 12 }: { poolSize?: number } = {}): TestDatabase {
  const name = `kazi_${uuidv7().replaceAll('-', '')}`;
  let pool: Pool | null = null;
  let url = '';

  beforeAll(async () => {
    const server = inject('databaseUrl');
    await asAdmin(server, `create database ${name} template ${TEMPLATE}`);
    url = server.replace(/\/[^/]*$/, `/${name}`);
    pool = openPool({ url, max: poolSize, name: 'kazi test' });
  });
  afterAll(async () => {
    await pool?.end();
    await asAdmin(inject('databaseUrl'), `drop database if exists ${name} with (force)`);
  });

  function opened(): Pool {
    if (!pool)
      throw new Error('the test database is there from beforeAll on, not while the file is being read');
    return pool;
  }

  return {
    get pool() {
      return opened();
    },
    get url() {
      return url;
    },
    rows: async <T>(sql: string, values: unknown[] = []) => (await opened().query(sql, values)).rows as T[],
    count: async (sql, values = []) =>
      Number(Object.values((await opened().query(sql, values)).rows[0] as object)[0]),
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
