import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import type { Pool } from 'pg';
import { createApiApp } from './api/create-api-app.ts';
import { createChannelApp } from './api/create-channel-app.ts';
import type { FreeNumber } from './api/create-channel-app.ts';
import { createHealthApp } from './api/create-health-app.ts';
import { createKeyApp } from './api/create-key-app.ts';
import { createNumberApp } from './api/create-number-app.ts';
import type { Auth } from './auth/create-auth.ts';
import { refuseForeignOrigin } from './auth/refuse-foreign-origin.ts';
import type { WhoIsAsking } from './auth/who-is-asking.ts';
import { createJournalApp } from './journal/create-journal-app.ts';
import { createLeaseApp } from './lease/create-lease-app.ts';
import type { Log } from './log.ts';
import type { BlobStore } from './media/blob-store.ts';
import { createMediaApp } from './media/create-media-app.ts';
import { createUploadApp } from './media/create-upload-app.ts';
import type { Metrics } from './metrics/create-metrics.ts';
import { alarmsOf, exportHealth, readHealth } from './metrics/read-health.ts';
import { readReadiness } from './metrics/read-readiness.ts';
import { proxySyncHttp } from './proxy/tunnel-sync.ts';
import { createJoinApp } from './people/create-join-app.ts';
import { createPeopleApp } from './people/create-people-app.ts';
import { showDemo } from './people/show-demo.ts';
import { createPresenceApp } from './presence/create-presence-app.ts';
import { createPushApp } from './push/create-push-app.ts';
import { createSearchApp } from './search/create-search-app.ts';
import type { SecretBox } from './secret-box.ts';
import { createIntake } from './webhooks/create-intake.ts';
import { createWhatsAppWebhook } from './webhooks/create-whatsapp-webhook.ts';
import { createZeroApp } from './zero/create-zero-app.ts';

export type AppDeps = {
  pool: Pool;
  /** Webhook bodies have connections of their own, so that no screen can keep a provider waiting. */
  intakePool: Pool;
  auth: Auth;
  whoIsAsking: WhoIsAsking;
  /** Origins whose pages may speak for whoever is signed in. */
  allowedOrigins: readonly string[];
  blobs: BlobStore;
  secretBox: SecretBox;
  metrics: Metrics;
  log: Log;
  now: () => number;
  whatsapp: { appSecret: string; verifyToken: string; apiUrl: string };
  zero: { apiKey: string; cacheUrl: string };
  metricsToken: string | undefined;
  /** A REST key with every scope for the first workspace. */
  bootstrapApiKey?: string | undefined;
  /** The fake providers and their control doors; null outside the sandbox. */
  sandbox: { app: Hono; free?: FreeNumber | null } | null;
  onMutated: (workspaceId: string) => void;
  isSyncUp: () => Promise<boolean>;
  processes: () => unknown;
  /** Where database and files lie, to watch the disk. */
  dataDir?: string;
  /** Folder of the built client. */
  clientDir: string;
  peerAddress: (request: Request) => string | undefined;
};

/** Every address of one installation. Takes what it needs; opens no port, reads no environment. */
export function createApp(deps: AppDeps): Hono {
  const { pool, metrics, log, sandbox, whoIsAsking } = deps;
  const health = { pool, metrics, isSyncUp: deps.isSyncUp, now: deps.now, dataDir: deps.dataDir };
  const app = new Hono();

  app.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a request failed');
    return c.json({ code: 'unavailable' }, 500);
  });
  // Ahead of the headers that only a browser reads: a provider sends thousands of these a second.
  app.route(
    '/webhooks/whatsapp',
    createWhatsAppWebhook({
      ...{ intake: createIntake(deps.intakePool), metrics, log, now: deps.now },
      ...{ appSecret: deps.whatsapp.appSecret, verifyToken: deps.whatsapp.verifyToken },
    }),
  );

  // The address of this page is a secret: no page learns it from a link, and no cache keeps it.
  app.use('/join/*', async (c, next) => {
    await next();
    c.res.headers.set('referrer-policy', 'no-referrer');
    c.res.headers.set('cache-control', 'no-store');
  });
  app.use(
    secureHeaders({
      crossOriginOpenerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      referrerPolicy: 'same-origin',
    }),
  );

  for (const path of ['/api/*', '/media/*']) app.use(path, refuseForeignOrigin(deps.allowedOrigins));

  app.get('/healthz', (c) => c.json({ status: 'alive' }));
  app.get('/readyz', async (c) => {
    const [readiness, reading] = await Promise.all([
      readReadiness({ pool, isSyncUp: deps.isSyncUp, processes: deps.processes }),
      readHealth(health),
    ]);
    return c.json({ ...readiness, alarms: alarmsOf(reading) }, readiness.status === 'ready' ? 200 : 503);
  });
  app.get('/metrics', async (c) => {
    const given = c.req.header('authorization');
    const isToken = deps.metricsToken !== undefined && given === `Bearer ${deps.metricsToken}`;
    if (!isToken && !isLoopback(deps.peerAddress(c.req.raw))) return c.json({ code: 'forbidden' }, 403);
    exportHealth(metrics, await readHealth(health));
    return c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType });
  });

  app.on(['GET', 'POST'], '/api/auth/*', (c) => deps.auth.handler(c.req.raw));
  // Anybody may ask: only a sandbox has people whose password is no secret.
  app.get('/api/door', async (c) => {
    c.header('cache-control', 'no-store');
    return c.json({ demo: sandbox ? await showDemo(pool) : null });
  });
  app.get('/api/me', async (c) => {
    const ctx = await deps.whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    return c.json({
      memberId: ctx.memberId,
      workspaceId: ctx.workspaceId,
      role: ctx.role,
      name: ctx.name,
      isSandbox: sandbox !== null,
    });
  });
  app.route(
    '/api/zero',
    createZeroApp({
      pool,
      whoIsAsking: deps.whoIsAsking,
      apiKey: deps.zero.apiKey,
      now: deps.now,
      log,
      onMutated: deps.onMutated,
    }),
  );
  app.route(
    '/api/v1',
    createApiApp({
      pool,
      blobs: deps.blobs,
      log,
      now: deps.now,
      bootstrapKey: deps.bootstrapApiKey,
      onChanged: deps.onMutated,
    }),
  );
  app.all('/sync/*', (c) => proxySyncHttp(c.req.raw, deps.zero.cacheUrl));
  app.route(
    '/api/channels',
    createChannelApp({
      ...{ pool, whoIsAsking, log },
      verifyToken: deps.whatsapp.verifyToken,
      apiUrl: deps.whatsapp.apiUrl,
      free: sandbox?.free ?? null,
      secretBox: deps.secretBox,
      now: deps.now,
    }),
  );
  app.route('/api/health', createHealthApp({ ...health, whoIsAsking }));
  app.route('/api/keys', createKeyApp({ pool, whoIsAsking, log }));
  app.route(
    '/api/people',
    createPeopleApp({ pool, whoIsAsking, log, now: deps.now, onChanged: deps.onMutated }),
  );
  app.route(
    '/api/join',
    createJoinApp({
      ...{ pool, auth: deps.auth, log, now: deps.now, onChanged: deps.onMutated },
      peerAddress: deps.peerAddress,
    }),
  );
  app.route('/api/numbers', createNumberApp({ pool, whoIsAsking, now: deps.now, onChanged: deps.onMutated }));
  app.route('/api/uploads', createUploadApp({ pool, blobs: deps.blobs, whoIsAsking: deps.whoIsAsking }));
  app.route('/api/leases', createLeaseApp({ pool, whoIsAsking, now: deps.now }));
  app.route('/api/journal', createJournalApp({ pool, whoIsAsking: deps.whoIsAsking, log }));
  app.route(
    '/api/push',
    createPushApp({ pool, whoIsAsking: deps.whoIsAsking, secretBox: deps.secretBox, now: deps.now }),
  );
  app.route('/api/presence', createPresenceApp({ pool, whoIsAsking: deps.whoIsAsking, now: deps.now }));
  app.route('/api/search', createSearchApp({ pool, whoIsAsking: deps.whoIsAsking }));
  app.route(
    '/media',
    createMediaApp({ pool, blobs: deps.blobs, whoIsAsking: deps.whoIsAsking, now: deps.now }),
  );
  if (sandbox) app.route('/', sandbox.app);

  app.all('/api/*', (c) => c.json({ code: 'not_found' }, 404));
  app.all('/webhooks/*', (c) => c.json({ code: 'not_found' }, 404));
  if (!sandbox) app.all('/sandbox', (c) => c.json({ code: 'not_found' }, 404));
  serveClient(app, deps.clientDir);
  return app;
}

/** The built client: hashed files are kept for ever, every other address is the one page. */
function serveClient(app: Hono, clientDir: string): void {
  app.use('/_app/immutable/*', async (c, next) => {
    await next();
    if (c.res.ok) c.res.headers.set('cache-control', 'public, max-age=31536000, immutable');
  });
  app.use('*', serveStatic({ root: clientDir, precompressed: true }));
  app.all('/_app/*', (c) => c.json({ code: 'not_found' }, 404));
  app.get('*', async (c, next) => {
    c.header('cache-control', 'no-cache');
    return serveStatic({ path: '200.html', root: clientDir, precompressed: true })(c, next);
  });
}

function isLoopback(address: string | undefined): boolean {
  return address === '127.0.0.1' || address === '::1' || address === '::ffff:127.0.0.1';
}
