import { openPool } from '../db/open-pool.ts';
import { loadEnv } from '../env.ts';
import { say } from '../log.ts';
import { openBlobStore } from '../media/open-blob-store.ts';
import { createSecretBox } from '../secret-box.ts';
import { writeDemo } from './write-demo.ts';
import { writeEmpty } from './write-empty.ts';

/** Run once after every migration: gives a database without a workspace its first one, demo or empty. */
const env = loadEnv();
const pool = openPool({ url: env.databaseUrl, max: 4, name: 'kazi seed' });
const { rows } = await pool.query<{ id: string }>('select id from workspace limit 1');
if (rows.length === 0) {
  const deps = {
    pool,
    blobs: openBlobStore(env),
    secretBox: createSecretBox(env.encryptionKey),
    now: Date.now(),
    channel: {
      phoneNumberId: env.whatsapp.phoneNumberId ?? null,
      accessToken: env.whatsapp.accessToken ?? null,
    },
    admin: { email: env.bootstrap.adminEmail ?? null, password: env.bootstrap.adminPassword ?? null },
  };
  const name = env.seed === 'demo' && env.isSandbox ? await writeDemo(deps) : await writeEmpty(deps);
  say(`seeded ${name}`);
}
await pool.end();
