import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchMedia } from '#server/media/fetch-media.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../support/database.ts';
import { gzipBomb, HOSTILE_FILES, HOSTILE_NAMES, pixelBomb } from '../support/hostile-files.ts';
import type { HostileFile } from '../support/hostile-files.ts';
import { makeApp } from '../support/make-app.ts';
import type { TestApp } from '../support/make-app.ts';
import { makeConversation } from '../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../support/make-workspace.ts';
import type { TestWorkspace } from '../support/make-workspace.ts';

const db = testDatabase();
const MEGABYTE = 1024 * 1024;
const GZIPPED = gzipBomb(130);
const PDF = Buffer.from('%PDF-1.7\n%%EOF');
let t: TestApp;
let shop: TestWorkspace;
let cookie: string;
let messageId: string;
let provider: { server: Server; apiUrl: string };
let give: (response: ServerResponse) => void = (response) => response.writeHead(404).end();

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  cookie = t.signIn(shop, shop.members.agent);
  const conversation = await makeConversation(db.pool, shop);
  const [first] = await db.rows<{ id: string }>('select id from message where conversation_id = $1', [
    conversation.id,
  ]);
  messageId = first!.id;
  provider = await startProvider();
});
afterAll(() => {
  provider.server.closeAllConnections();
  provider.server.close();
});

/** A provider that says where the file is, and then gives what a test tells it to. */
async function startProvider(): Promise<{ server: Server; apiUrl: string }> {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/file')) return give(response);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ url: `http://127.0.0.1:${portOf(server)}/file`, mime_type: 'image/jpeg' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, apiUrl: `http://127.0.0.1:${portOf(server)}/v25.0` };
}
const portOf = (server: Server) => (server.address() as AddressInfo).port;

/** A customer's file, brought home from the provider. Returns its id and whether the job is done with it. */
async function fetched(
  claimed: string,
  fileName: string,
  answer: (response: ServerResponse) => void,
): Promise<{ id: string; isSettled: boolean }> {
  const id = uuidv7();
  give = answer;
  await db.pool.query(
    `insert into media (id, workspace_id, message_id, channel_id, provider_media_id, mime_type, file_name)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, shop.id, messageId, shop.channel.id, `media.${id}`, claimed, fileName.replaceAll('\u0000', '')],
  );
  const deps = { pool: db.pool, blobs: t.blobs, secretBox: testSecretBox, apiUrl: provider.apiUrl };
  return { id, isSettled: await fetchMedia(deps, id) };
}

const plainly =
  (bytes: Buffer, type?: string) =>
  (response: ServerResponse): void => {
    if (type && !/[\r\n]/.test(type)) response.setHeader('content-type', type);
    response.end(bytes);
  };

function upload(bytes: Buffer, claimed: string, fileName: string): Promise<Response> {
  const headers = {
    cookie,
    'x-file-name': encodeURIComponent(fileName),
    ...(!/[\r\n]/.test(claimed) && { 'content-type': claimed }),
  };
  return Promise.resolve(
    t.app.request('/api/uploads', { method: 'POST', headers, body: new Uint8Array(bytes) }),
  );
}

const served = async (id: string) => await t.app.request(`/media/${id}`, { headers: { cookie } });

/** The most memory this process holds above where it began, while `work` runs. */
async function peakWhile<T>(work: () => Promise<T>): Promise<{ result: T; peakMb: number; ms: number }> {
  const before = process.memoryUsage().rss;
  let peak = before;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
  const startedAt = performance.now();
  try {
    const result = await work();
    return { result, peakMb: (peak - before) / MEGABYTE, ms: performance.now() - startedAt };
  } finally {
    clearInterval(timer);
  }
}

/** What a browser is told about a file of ours, whatever the file is. */
function expectHarmless(answer: Response, file: Pick<HostileFile, 'type' | 'isInline'>): void {
  const headers = Object.fromEntries(answer.headers);
  expect(headers).toMatchObject({
    'content-type': file.type,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
  });
  expect(headers['content-disposition']).toMatch(file.isInline ? /^inline/ : /^attachment/);
  expect(headers['set-cookie']).toBeUndefined();
  expect(headers['content-type']).not.toMatch(/html|svg|xml|javascript/);
}

describe('a file that means harm', () => {
  it.each(HOSTILE_FILES)('$what, from a customer, can do nothing in the page', async (file) => {
    const { id, isSettled } = await fetched(file.claimed, file.fileName, plainly(file.bytes, file.claimed));
    expect(isSettled).toBe(true);
    const answer = await served(id);
    expect(answer.status).toBe(200);
    expectHarmless(answer, file);
    expect(Buffer.from(await answer.arrayBuffer()).equals(file.bytes), 'it is what was sent').toBe(true);
  });

  it.each(HOSTILE_FILES)('$what, from a colleague, is refused or can do nothing', async (file) => {
    const answer = await upload(file.bytes, file.claimed, file.fileName);
    if (answer.status !== 201) {
      expect([413, 415]).toContain(answer.status);
      return;
    }
    const { id } = (await answer.json()) as { id: string };
    await db.pool.query('update media set message_id = $2 where id = $1', [id, messageId]);
    expectHarmless(await served(id), file);
  });
});

describe('a name that means harm', () => {
  const nameIn = (answer: Response) => {
    const found = /filename\*=UTF-8''(\S+)$/.exec(answer.headers.get('content-disposition') ?? '');
    return found ? decodeURIComponent(found[1]!) : '';
  };

  it.each(HOSTILE_NAMES)('%j from a customer is saved as %j', async (name, kept) => {
    const { id } = await fetched('application/pdf', name, plainly(PDF));
    const answer = await served(id);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(nameIn(answer)).toBe(kept);
  });

  it.each(HOSTILE_NAMES)('%j from a colleague is kept as %j', async (name, kept) => {
    const answer = await upload(PDF, 'application/pdf', name);
    if (kept === '') return expect(answer.status).toBe(400);
    expect(((await answer.json()) as { fileName: string }).fileName).toBe(kept);
  });
});

describe('a file made to exhaust us', () => {
  it.each([
    ['a picture of 400 million pixels', 20_000, 20_000, false],
    ['a very wide picture', 100_000, 1_000, false],
    ['the largest picture we take', 7_700, 7_700, true],
  ] as const)('%s costs little', async (what, width, height, hasThumbnail) => {
    const bomb = pixelBomb(width, height);
    const { result, peakMb, ms } = await peakWhile(() => fetched('image/png', 'bomu.png', plainly(bomb)));
    process.stdout.write(`hostile: ${what}: ${ms.toFixed(0)} ms, ${peakMb.toFixed(0)} MB\n`);
    expect(result.isSettled).toBe(true);
    expect(peakMb).toBeLessThan(400);
    const [row] = await db.rows<{ hasThumbnail: boolean }>(
      'select thumbnail_key is not null as "hasThumbnail" from media where id = $1',
      [result.id],
    );
    expect(row).toEqual({ hasThumbnail });
  });

  it.each([
    { what: 'a file that never ends', answer: pour },
    { what: 'a small body that unpacks into a huge one', answer: unpack },
    { what: 'a file that says it is huge', answer: boast },
  ])('$what is let go of', async ({ what, answer }) => {
    const { result, peakMb, ms } = await peakWhile(() => fetched('image/jpeg', 'kubwa.jpg', answer));
    process.stdout.write(`hostile: ${what}: ${ms.toFixed(0)} ms, ${peakMb.toFixed(0)} MB\n`);
    expect(result.isSettled, 'nobody tries it again').toBe(true);
    expect(peakMb).toBeLessThan(400);
    expect(await db.rows('select state from media where id = $1', [result.id])).toEqual([
      { state: 'failed' },
    ]);
    expect((await served(result.id)).status).toBe(404);
  });

  it('control: the check measures what a careless reader would have held', async () => {
    const { peakMb } = await peakWhile(async () => {
      const held = Buffer.alloc(600 * MEGABYTE, 1);
      await new Promise((resolve) => setTimeout(resolve, 30));
      return held.length;
    });
    expect(peakMb).toBeGreaterThan(400);
  });
});

function pour(response: ServerResponse): void {
  const part = Buffer.alloc(MEGABYTE, 7);
  const more = (): void => {
    while (!response.destroyed && response.write(part));
  };
  response.writeHead(200, { 'content-type': 'image/jpeg' }).on('drain', more);
  more();
}

function boast(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 10 ** 12 }).write(Buffer.alloc(1_000));
}

function unpack(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'image/jpeg', 'content-encoding': 'gzip' });
  response.end(GZIPPED);
}
