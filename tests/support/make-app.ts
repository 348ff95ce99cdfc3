import type { Hono } from 'hono';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '#schema/context.ts';
import { createApp } from '#server/app.ts';
import type { AppDeps } from '#server/app.ts';
import { createLog } from '#server/log.ts';
import { createDiskStore } from '#server/media/blob-store.ts';
import type { BlobStore } from '#server/media/blob-store.ts';
import { createMetrics } from '#server/metrics/create-metrics.ts';
import type { Metrics } from '#server/metrics/create-metrics.ts';
import { uuidv7 } from '#server/new-id.ts';
import { contextOf, testSecretBox } from './make-workspace.ts';
import type { TestMember, TestWorkspace } from './make-workspace.ts';
import { SYNC_SCHEMA } from './template-database.ts';
import { APP_SECRET, SENT_AT, signedBody, VERIFY_TOKEN } from './whatsapp-bodies.ts';

export const ZERO_API_KEY = 'only-zero-cache-knows-this';

/** Where a browser finds the test app. */
export const OWN_ORIGIN = 'http://localhost:3000';

export const quietLog = createLog({ name: 'test', level: 'silent' });

/** A refusal as the asker hears it. */
export type Told = { code: string; details: { name?: string | null; messageId?: string } };

export type TestApp = {
  app: Hono;
  metrics: Metrics;
  blobs: BlobStore;
  /** From here on this member's requests, made with `cookieOf`, are known. */
  signIn: (workspace: TestWorkspace, member: TestMember) => string;
  /** Posts a webhook body, signed as Meta would unless headers say otherwise. */
  postWebhook: (body: string | Buffer, headers?: Record<string, string>) => Promise<Response>;
  /** Asks zero's mutate endpoint for one mutation; the refusal's code, or null when it was done. */
  mutate: (cookie: string, name: string, args: unknown) => Promise<string | null>;
  /** The same, with what the refusal says besides its code. */
  ask: (cookie: string, name: string, args: unknown) => Promise<Told | null>;
  /** Ids of all workspaces whose counts were marked, in order. */
  marked: string[];
};

/** The real app over a test database, with people known by a cookie of ours instead of a signed-in session. */
export function makeApp(deps: Pick<AppDeps, 'pool'> & Partial<AppDeps>): TestApp {
  const people = new Map<string, Context>();
  const metrics = createMetrics();
  const blobs = createDiskStore(mkdtempSync(join(tmpdir(), 'kazi-media-')));
  const marked: string[] = [];
  const app = createApp({
    intakePool: deps.pool,
    auth: {
      handler: () => Promise.resolve(new Response(null, { status: 404 })),
    } as unknown as AppDeps['auth'],
    whoIsAsking: (headers) => Promise.resolve(people.get(headers.get('cookie') ?? '') ?? null),
    allowedOrigins: [OWN_ORIGIN],
    blobs,
    secretBox: testSecretBox,
    metrics,
    log: quietLog,
    now: () => SENT_AT,
    whatsapp: { appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, apiUrl: 'http://127.0.0.1:9' },
    zero: { apiKey: ZERO_API_KEY, cacheUrl: 'http://127.0.0.1:9' },
    metricsToken: undefined,
    sandbox: null,
    onMutated: (id) => marked.push(id),
    isSyncUp: () => Promise.resolve(true),
    processes: () => null,
    clientDir: mkdtempSync(join(tmpdir(), 'kazi-client-')),
    peerAddress: () => '127.0.0.1',
    ...deps,
  });

  return {
    app,
    metrics,
    blobs,
    marked,
    signIn(workspace, member) {
      const cookie = `member=${member.id}`;
      people.set(cookie, contextOf(workspace, member));
      return cookie;
    },
    async postWebhook(body, headers) {
      const signed = signedBody(body);
      return app.request('/webhooks/whatsapp', {
        method: 'POST',
        body: new Uint8Array(signed.body),
        headers: headers ?? signed.headers,
      });
    },
    mutate: async (cookie, name, args) => (await ask(app, { cookie, name, args }))?.code ?? null,
    ask: (cookie, name, args) => ask(app, { cookie, name, args }),
  };
}

type MutateAnswer = {
  mutations?: {
    result: { error?: string; message?: string; details?: { code?: string } & Told['details'] };
  }[];
  message?: string;
};

async function ask(
  app: Hono,
  { cookie, name, args }: { cookie: string; name: string; args: unknown },
): Promise<Told | null> {
  const answer = await app.request(`/api/zero/mutate?schema=${SYNC_SCHEMA}&appID=zero`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': ZERO_API_KEY, cookie },
    body: JSON.stringify({
      clientGroupID: uuidv7(),
      mutations: [{ type: 'custom', id: 1, clientID: uuidv7(), name, args: [args], timestamp: SENT_AT }],
      pushVersion: 1,
      timestamp: SENT_AT,
      requestID: uuidv7(),
    }),
  });
  if (answer.status !== 200) return { code: `http ${answer.status}`, details: {} };
  const body = (await answer.json()) as MutateAnswer;
  const result = body.mutations?.[0]?.result;
  if (!result) return { code: body.message ?? 'no result', details: {} };
  if (!result.error) return null;
  const details = result.details ?? {};
  return { code: details.code ?? result.message ?? result.error, details };
}
