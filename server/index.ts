import { getRequestListener } from '@hono/node-server';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createApp } from './app.ts';
import { createAuth } from './auth/create-auth.ts';
import { createWhoIsAsking } from './auth/who-is-asking.ts';
import { openPool } from './db/open-pool.ts';
import { loadEnv } from './env.ts';
import { readProcessStatus } from './launch/process-status.ts';
import { createLog } from './log.ts';
import { openBlobStore } from './media/open-blob-store.ts';
import { createCountRefresher } from './metrics/create-count-refresher.ts';
import { createMetrics } from './metrics/create-metrics.ts';
import { probeHttp } from './launch/probe-http.ts';
import { attachSyncTunnel } from './proxy/tunnel-sync.ts';
import { mountSandbox, SPARE_NUMBER } from './sandbox/mount-sandbox.ts';
import { createSecretBox } from './secret-box.ts';
import { sandboxDefaults } from './settings.ts';
import { followRequests } from './stop-serving.ts';

/** `npm run web`: pages, API, webhooks and the road to zero-cache, on one port. */
const env = loadEnv();
const log = createLog({ name: 'web', level: env.logLevel });
const pool = openPool({ url: env.databaseUrl, max: 12, name: 'kazi web' });
const intakePool = openPool({ url: env.databaseUrl, max: 4, name: 'kazi intake' });
const { auth, close: closeAuth } = createAuth({
  databaseUrl: env.databaseUrl,
  secret: env.authSecret,
  origin: env.origin,
  allowedOrigins: env.allowedOrigins,
});
const counts = createCountRefresher(pool, (error) =>
  log.warn({ err: error }, 'live counts could not be refreshed'),
);
const sandbox = env.isSandbox ? await mountSandbox({ env, pool, log }) : null;
/** Told to admins only where its token is the one that everybody knows. */
const freeNumber = (accessToken: string | undefined) =>
  accessToken === sandboxDefaults.WHATSAPP_ACCESS_TOKEN
    ? { phoneNumberId: SPARE_NUMBER.phoneNumberId, accessToken }
    : null;
const peers = new AsyncLocalStorage<string | undefined>();

const app = createApp({
  pool,
  intakePool,
  auth,
  whoIsAsking: createWhoIsAsking({ auth, pool }),
  allowedOrigins: env.allowedOrigins,
  blobs: openBlobStore(env),
  secretBox: createSecretBox(env.encryptionKey),
  metrics: createMetrics(),
  log,
  now: () => Date.now(),
  whatsapp: {
    appSecret: env.whatsapp.appSecret ?? '',
    verifyToken: env.whatsapp.verifyToken ?? '',
    apiUrl: env.whatsapp.apiUrl,
  },
  zero: { apiKey: env.zeroApiKey, cacheUrl: env.zeroCacheUrl },
  metricsToken: env.metricsToken,
  bootstrapApiKey: env.bootstrap.apiKey,
  sandbox: sandbox && { app: sandbox.app, free: freeNumber(env.whatsapp.accessToken) },
  onMutated: counts.mark,
  dataDir: env.dataDir,
  isSyncUp: async () => (await probeHttp(env.zeroCacheUrl))?.status === 200,
  processes: () => (env.statusFile ? readProcessStatus(env.statusFile) : null),
  clientDir: fileURLToPath(new URL('../.build', import.meta.url)),
  peerAddress: () => peers.getStore(),
});

const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
const server = createServer((request, response) => {
  trustOnlyTheSocket(request);
  peers.run(request.socket.remoteAddress, () => void listener(request, response));
});
const stopServing = followRequests(server);
attachSyncTunnel(server, { targetUrl: () => env.zeroCacheUrl, allowedOrigins: env.allowedOrigins, log });
server.keepAliveTimeout = 65_000;
server.listen(env.port, env.host, () => log.info({ port: env.port }, 'listening'));

/** The address a rate limit counts by is the socket's, never what a header from outside claims. */
function trustOnlyTheSocket(request: IncomingMessage): void {
  const address = request.socket.remoteAddress ?? '';
  request.headers['x-forwarded-for'] = address;
  const at = request.rawHeaders.findIndex(
    (name, i) => i % 2 === 0 && name.toLowerCase() === 'x-forwarded-for',
  );
  if (at >= 0) request.rawHeaders[at + 1] = address;
  else request.rawHeaders.push('x-forwarded-for', address);
}

/** Less than the launcher waits before it kills. */
const ANSWER_WITHIN_MS = 1_500;

/** Requests end before what they use: a pool that is closed under one would turn an answer into a fault. */
let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  sandbox?.stop();
  await stopServing(ANSWER_WITHIN_MS);
  await counts.stop();
  await Promise.allSettled([pool.end(), intakePool.end(), closeAuth()]);
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
