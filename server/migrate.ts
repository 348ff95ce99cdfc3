import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generateTables } from './db/generate-tables.ts';
import { migrateDatabase } from './db/migrate-database.ts';
import { openPool } from './db/open-pool.ts';
import { loadEnv } from './env.ts';
import { say } from './log.ts';

/** `npm run migrate`: brings the database to the newest shape. With `--generate` also rewrites the tables file. */
const env = loadEnv();
const pool = openPool({ url: env.databaseUrl, max: 2, name: 'kazi migrate' });
const done = await migrateDatabase(pool);
for (const name of done) say(`migrated ${name}`);
if (process.argv.includes('--generate')) {
  await writeFile(
    fileURLToPath(new URL('../schema/tables.gen.ts', import.meta.url)),
    await generateTables(pool),
  );
  say('wrote schema/tables.gen.ts');
}
await pool.end();
