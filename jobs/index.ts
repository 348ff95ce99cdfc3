import { run } from 'graphile-worker';
import type { WorkerEvents } from 'graphile-worker';
import { EventEmitter } from 'node:events';
import { openPool } from '#server/db/open-pool.ts';
import { waitForDatabase } from '#server/db/wait-for-database.ts';
import { loadEnv } from '#server/env.ts';
import { createLog } from '#server/log.ts';
import { openBlobStore } from '#server/media/open-blob-store.ts';
import { createCountRefresher, refreshCounts } from '#server/metrics/create-count-refresher.ts';
import { uuidv7 } from '#server/new-id.ts';
import { sendPush } from '#server/providers/push/send-push.ts';
import { createSecretBox } from '#server/secret-box.ts';
import { lanesUnderWay } from './drain-outbox.ts';
import { createTaskList, WORKER_OPTIONS } from './create-task-list.ts';
import { handlers } from './handlers.ts';
import type { JobDeps } from './job-deps.ts';
import { PERIODIC } from './periodic.ts';
import { startHeartbeat } from './start-heartbeat.ts';
import { graphileLogger } from './graphile-logger.ts';

/** `npm run worker`: everything that happens after a webhook was acknowledged or a reply was written. */
const env = loadEnv();
const log = createLog({ name: 'worker', level: env.logLevel });
const pool = openPool({ url: env.databaseUrl, max: env.workerConcurrency + 4, name: 'kazi worker' });
// A job taken or done is forgotten at worst: it runs again, and every handler bears that. What handlers write waits for
// the disk on the other pool.
const queuePool = openPool({
  ...{ url: env.databaseUrl, max: env.workerConcurrency + 2, name: 'kazi queue', isRepeatable: true },
});
const counts = createCountRefresher(pool, (error) =>
  log.warn({ err: error }, 'live counts could not be refreshed'),
);

const deps: JobDeps = {
  pool,
  blobs: openBlobStore(env),
  secretBox: createSecretBox(env.encryptionKey),
  whatsappApiUrl: env.whatsapp.apiUrl,
  push: { send: sendPush, contact: env.pushContact },
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

await waitForDatabase(pool, (error) => log.warn({ err: error }, 'waiting for the database'));
const runner = await run({
  events,
  pgPool: queuePool,
  taskList,
  concurrency: env.workerConcurrency,
  logger: graphileLogger(log),
  ...WORKER_OPTIONS,
});

const heartbeat = await startHeartbeat({ pool, log, ids: lockNames });
const underWay = new Set<Promise<void>>();
const timers = PERIODIC.map(({ name, everyMs }) =>
  setInterval(() => {
    const round = handlers[name]({}, deps)
      .catch((error: unknown) => log.warn({ err: error, job: name }, 'will be tried again'))
      .finally(() => underWay.delete(round));
    underWay.add(round);
  }, everyMs),
);

const workspaces = await pool.query<{ id: string }>('select id from workspace');
for (const { id } of workspaces.rows) await refreshCounts(pool, id);

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  for (const timer of timers) clearInterval(timer);
  await counts.stop();
  heartbeat.stop();
  await runner.stop().catch(() => undefined);
  await Promise.all(underWay);
  await Promise.all(lanesUnderWay);
  await Promise.allSettled([queuePool.end(), pool.end()]);
  process.exit(0);
}
// A queue that has given up would leave a worker that looks alive and does nothing: it is better started anew.
void runner.promise
  .catch((error: unknown) => log.error({ err: error }, 'the queue gave up'))
  .then(() => {
    if (!isStopping) process.exit(1);
  });
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
