import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import type { Migration, MigrationProvider } from 'kysely/migration';
import type { Pool } from 'pg';
import { runMigrations as runQueueMigrations } from 'graphile-worker';

const MIGRATIONS_DIR = fileURLToPath(new URL('../../schema/migrations/', import.meta.url));

/** Plain SQL files in name order, each run once; forward only. */
const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(MIGRATIONS_DIR)).filter((name) => name.endsWith('.sql')).sort();
    const migrations: Record<string, Migration> = {};
    for (const name of names) {
      const text = await readFile(MIGRATIONS_DIR + name, 'utf8');
      migrations[name.replace(/\.sql$/, '')] = {
        up: (db) =>
          sql
            .raw(text)
            .execute(db)
            .then(() => undefined),
      };
    }
    return migrations;
  },
};

/** Brings a database to the newest shape: our tables, then the queue's own. Throws on the first failing file. */
export async function migrateDatabase(pool: Pool): Promise<string[]> {
  const db = new Kysely<Record<string, never>>({
    dialect: new PostgresDialect({ pool }),
  });
  const migrator = new Migrator({
    db,
    provider: sqlFiles,
    migrationTableName: 'migration',
    migrationLockTableName: 'migration_lock',
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error) throw error;
  await runQueueMigrations({ pgPool: pool });
  return (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName);
}
