import { run } from 'graphile-worker';
import type { WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { openPool } from '#server/db/open-pool.ts';
import { loadEnv } from '#server/env.ts';
import { createLog } from '#server/log.ts';
import { createDiskStore } from '#server/media/blob-store.ts';
import { createCountRefresher, refreshCounts } from '#server/metrics/create-count-refresher.ts';
import { uuidv7 } from '#server/new-id.ts';
import { createSecretBox } from '#server/secret-box.ts';
import { createTaskList, WORKER_OPTIONS } from './create-task-list.ts';
import { handlers } from './handlers.ts';
import type { JobDeps } from './handlers.ts';
import { PERIODIC } from './periodic.ts';
import { startHeartbeat } from './start-heartbeat.ts';
import { graphileLogger } from './graphile-logger.ts';

/** `npm run worker`: everything that happens after a webhook was acknowledged or a reply was written. */
const env = loadEnv();
const log = createLog({ name: 'worker', level: env.logLevel });
const pool = openPool({ url: env.databaseUrl, max: env.workerConcurrency + 6, name: 'kazi worker' });
const counts = createCountRefresher(pool, (error) =>
  log.warn({ err: error }, 'live counts could not be refreshed'),
);

const deps: JobDeps = {
  pool,
  blobs: createDiskStore(join(env.dataDir, 'media')),
  secretBox: createSecretBox(env.encryptionKey),
  whatsappApiUrl: env.whatsapp.apiUrl,
  journalRetentionDays: env.journalRetentionDays,
  log,
  now: () => Date.now(),
  markChanged: counts.mark,
};

const taskList = createTaskList(handlers, deps);

const lockNames = new Set<string>([`worker-${uuidv7()}`]);
const events: WorkerEvents = new EventEmitter();
events.on('pool:create', ({ workerPool }) => lockNames.add(workerPool.id));
events.on('worker:create', ({ worker }) => lockNames.add(worker.workerId));

const runner = await run({
  events,
  pgPool: pool,
  taskList,
  concurrency: env.workerConcurrency,
  logger: graphileLogger(log),
  ...WORKER_OPTIONS,
});

const heartbeat = await startHeartbeat({ pool, log, ids: lockNames });
const timers = PERIODIC.map(({ name, everyMs }) =>
  setInterval(() => {
    handlers[name]({}, deps).catch((error: unknown) =>
      log.warn({ err: error, job: name }, 'will be tried again'),
    );
  }, everyMs),
);

const workspaces = await pool.query<{ id: string }>('select id from workspace');
for (const { id } of workspaces.rows) await refreshCounts(pool, id);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const timer of timers) clearInterval(timer);
  counts.stop();
  heartbeat.stop();
  await runner.stop().catch(() => undefined);
  await pool.end().catch(() => undefined);
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
