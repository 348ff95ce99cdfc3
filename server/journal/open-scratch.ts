import pg from 'pg';
import type { Pool } from 'pg';
import { migrateDatabase } from '../db/migrate-database.ts';
import { openPool } from '../db/open-pool.ts';

export type Scratch = { pool: Pool; drop: () => Promise<void> };

/** Another replay is under way, or the database does not let us make a second one; the message is for a person. */
export class ScratchRefused extends Error {}

const ONE_AT_A_TIME = 5_127_003;

/** `template`: an empty database of today's shape to copy, which is quicker than making one step by step. */
export type ScratchOptions = { databaseUrl: string; template?: string };

/**
 * An empty database beside the real one, in today's shape, for a replay to write into. One at a time; what an
 * interrupted replay left behind is dropped first. Throws `ScratchRefused`.
 */
export async function openScratch({ databaseUrl, template }: ScratchOptions): Promise<Scratch> {
  const admin = new pg.Client({ connectionString: databaseUrl, application_name: 'kazi replay' });
  admin.on('error', () => undefined);
  await admin.connect();
  try {
    const { rows } = await admin.query<{ name: string; isMine: boolean }>(
      `select current_database() as name, pg_try_advisory_lock($1) as "isMine"`,
      [ONE_AT_A_TIME],
    );
    if (!rows[0]!.isMine) throw new ScratchRefused('Another replay is running. Wait until it has ended.');
    const name = `${rows[0]!.name.slice(0, 50)}_replay`;
    const quoted = quote(name);
    await admin.query(`drop database if exists ${quoted} with (force)`);
    await createDatabase(admin, quoted, template);
    const url = new URL(databaseUrl);
    url.pathname = `/${encodeURIComponent(name)}`;
    const pool = openPool({ url: url.href, max: 2, name: 'kazi replay' });
    const drop = async () => {
      await pool.end();
      await admin.query(`drop database if exists ${quoted} with (force)`);
      await admin.end();
    };
    try {
      if (template === undefined) await migrateDatabase(pool);
    } catch (error) {
      await drop();
      throw error;
    }
    return { pool, drop };
  } catch (error) {
    await admin.end().catch(() => undefined);
    throw error;
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function createDatabase(admin: pg.Client, quoted: string, template: string | undefined): Promise<void> {
  try {
    await admin.query(`create database ${quoted}${template ? ` template ${quote(template)}` : ''}`);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new ScratchRefused(
      'A replay writes into a database of its own, and this login may not create one. Grant it CREATEDB, or replay on a copy.',
    );
  }
  // It is thrown away at the end: nothing in it waits for the disk.
  await admin.query(`alter database ${quoted} set synchronous_commit = off`);
}
