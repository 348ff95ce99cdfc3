import { serve } from '@hono/node-server';
import type { AddressInfo } from 'node:net';
import { answerHandshake } from '#server/providers/whatsapp/answer-handshake.ts';
import { isSignatureValid } from '#server/providers/whatsapp/verify-signature.ts';
import { parseWhatsAppEvent } from '#server/providers/whatsapp/parse-event.ts';
import type { EventItem } from '#server/providers/whatsapp/event-item.ts';
import {
  createSandboxWhatsApp,
  type SandboxOptions,
  type SandboxWhatsApp,
} from '#server/sandbox/create-sandbox.ts';
import { answerJson, startMisbehavingServer } from '../providers/whatsapp/misbehaving-server.ts';

export const PHONE_NUMBER_ID = '100000000000001';
export const APP_SECRET = 'sandbox-app-secret';
export const ACCESS_TOKEN = 'sandbox-token';

export interface RunningSandbox {
  sandbox: SandboxWhatsApp;
  origin: string;
  /** How a client reaches the fake Graph. */
  access: { apiUrl: string; accessToken: string; phoneNumberId: string; timeoutMs: number };
  /** Every event the business heard, in order of arrival. */
  heard: EventItem[];
  /** Raw bodies as they came, with whether their signature was right. */
  posts: { body: string; isSigned: boolean }[];
  /** The business answers its webhooks with these statuses first, then 200. */
  answerFirst(...statuses: number[]): void;
  /** In the order of the ladder: concurrent posts may overtake each other. */
  statusesOf(providerMessageId: string): string[];
  /** Moves the sandbox's clock. */
  advance(ms: number): void;
  close(): Promise<void>;
}

const LADDER = ['sent', 'delivered', 'read', 'played', 'failed'];
const START_AT = Date.UTC(2026, 10, 20, 8, 0, 0);

/** A sandbox on loopback, a business that listens to its webhooks, and a clock that only moves when told. */
export async function startSandbox(more: Partial<SandboxOptions> = {}): Promise<RunningSandbox> {
  let clock = START_AT;
  let counter = 0;
  const heard: EventItem[] = [];
  const posts: RunningSandbox['posts'] = [];
  const answers: number[] = [];
  const business = await startMisbehavingServer();
  business.behave((request, response, body) => {
    if (request.method === 'GET') {
      const query = new URL(request.url ?? '', business.url).searchParams;
      const answer = answerHandshake(query, 'sandbox-verify-token');
      response.writeHead(answer.status).end(answer.body);
      return;
    }
    const header = request.headers['x-hub-signature-256'];
    const signature = typeof header === 'string' ? header : undefined;
    posts.push({ body, isSigned: isSignatureValid(Buffer.from(body), signature, APP_SECRET) });
    const status = answers.shift() ?? 200;
    if (status === 200) heard.push(...parseWhatsAppEvent(JSON.parse(body)).items);
    answerJson(response, { status, json: {} });
  });
  const channel = { phoneNumberId: PHONE_NUMBER_ID, displayPhoneNumber: '+254 700 000 000' };
  const sandbox = createSandboxWhatsApp({
    now: () => clock,
    randomId: () => `unique-${(counter += 1)}`,
    seed: 7,
    webhookUrl: () => `${business.url}/webhooks/whatsapp`,
    appSecret: APP_SECRET,
    verifyToken: 'sandbox-verify-token',
    accessToken: ACCESS_TOKEN,
    channels: [{ ...channel, wabaId: '368201457790112', businessName: 'Duka la Mfano' }],
    log: { info: () => undefined, warn: () => undefined },
    pace: { sentMs: [0, 2], deliveredMs: [1, 3], readMs: [1, 3] },
    ...more,
  });
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: sandbox.app.fetch, port: 0, hostname: '127.0.0.1' }, () =>
      resolve(started),
    );
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    sandbox,
    origin,
    access: {
      apiUrl: `${origin}/fake/graph/v25.0`,
      accessToken: ACCESS_TOKEN,
      phoneNumberId: PHONE_NUMBER_ID,
      timeoutMs: 5_000,
    },
    heard,
    posts,
    answerFirst: (...statuses) => answers.push(...statuses),
    statusesOf: (id) =>
      heard
        .flatMap((item) => (item.kind === 'status' && item.providerMessageId === id ? [item.status] : []))
        .sort((one, other) => LADDER.indexOf(one) - LADDER.indexOf(other)),
    advance: (ms) => {
      clock += ms;
    },
    async close() {
      sandbox.stop();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await business.close();
    },
  };
}
