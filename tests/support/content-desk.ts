import { afterEach, beforeAll, beforeEach } from 'vitest';
import { UNDO_MS } from '#schema/domain/undo-window.ts';
import { uuidv7 } from '#server/new-id.ts';
import { drainDue } from '#server/outbound/drain-due.ts';
import type { DrainDeps } from '#server/outbound/drain-lane.ts';
import { testDatabase } from './database.ts';
import { emptyTables } from './empty-tables.ts';
import { startFakeGraph } from './fake-graph.ts';
import type { FakeGraph } from './fake-graph.ts';
import { makeApp } from './make-app.ts';
import type { TestApp } from './make-app.ts';
import { makeConversation } from './make-reply.ts';
import type { TestConversation } from './make-reply.ts';
import { makeWorkspace, testSecretBox } from './make-workspace.ts';
import type { TestWorkspace } from './make-workspace.ts';
import { SENT_AT } from './whatsapp-bodies.ts';

/** What stands on the desk of a test: one conversation in a shop, an agent, a provider that listens, a clock that is ours. */
export type ContentDesk = {
  db: ReturnType<typeof testDatabase>;
  t: TestApp;
  shop: TestWorkspace;
  graph: FakeGraph;
  conversation: TestConversation;
  /** The agent's cookie. */
  amina: string;
  /** Instant, ms; a test may move it. */
  clock: number;
};

const TABLES =
  'provider_event, contact, identity, conversation, message, parked_status, outbox_item, send_bucket, media, template';
const AS_NEW = `update channel set state = 'active'; delete from graphile_worker._private_jobs`;

/** A desk whose things are new for every test. Call at the top of a test file. */
export function contentDesk(): ContentDesk {
  const desk = { db: testDatabase(), clock: SENT_AT } as ContentDesk;
  beforeAll(async () => {
    desk.t = makeApp({ pool: desk.db.pool, now: () => desk.clock });
    desk.shop = await makeWorkspace(desk.db.pool);
    desk.amina = desk.t.signIn(desk.shop, desk.shop.members.agent);
  });
  beforeEach(async () => {
    await emptyTables(desk.db.pool, TABLES);
    await desk.db.pool.query(AS_NEW);
    desk.graph = await startFakeGraph();
    desk.clock = SENT_AT + 1_000;
    desk.conversation = await makeConversation(desk.db.pool, desk.shop);
  });
  afterEach(() => desk.graph.close());
  return desk;
}

/** What a drain of this desk's outbox needs. */
export function drainDepsOf(desk: ContentDesk): DrainDeps {
  return {
    pool: desk.db.pool,
    blobs: desk.t.blobs,
    secretBox: testSecretBox,
    apiUrl: desk.graph.apiUrl,
    now: () => desk.clock,
  };
}

/** Sends what is due by now. */
export async function drainNow(desk: ContentDesk): Promise<void> {
  await drainDue(drainDepsOf(desk), new Set());
}

/** The seconds in which it could be taken back go by, and it leaves. */
export async function letLeave(desk: ContentDesk): Promise<void> {
  desk.clock += UNDO_MS;
  await drainNow(desk);
}

/** What every reply says about itself; a new one each time. */
export function replyHead(desk: ContentDesk): {
  id: string;
  conversationId: string;
  seenAnswerId: null;
  at: number;
} {
  return { id: uuidv7(), conversationId: desk.conversation.id, seenAnswerId: null, at: 0 };
}

/** A message as it stands in the database. */
export async function messageOf(
  { db }: ContentDesk,
  id: string,
): Promise<{
  status: string;
  type: string;
  text: string | null;
  content: Record<string, unknown> | null;
  media: Record<string, unknown> | null;
  failure: Record<string, unknown> | null;
}> {
  const rows = await db.rows<Awaited<ReturnType<typeof messageOf>>>(
    'select status, type, text, content, media, failure from message where id = $1',
    [id],
  );
  return rows[0]!;
}

/** Brings a file to the server as the browser does. */
export async function bringFile(
  { t, amina }: ContentDesk,
  { bytes, name, type }: { bytes: Uint8Array; name: string; type: string },
  { cookie = amina, query = '' } = {},
): Promise<Response> {
  return t.app.request(`/api/uploads${query}`, {
    method: 'POST',
    body: new Uint8Array(bytes),
    headers: { cookie, 'content-type': type, 'x-file-name': encodeURIComponent(name) },
  });
}

/** The bytes of a small picture and of a small paper. */
export const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
);
export const PDF = Buffer.from(`%PDF-1.4\n${'bei '.repeat(60)}`);
