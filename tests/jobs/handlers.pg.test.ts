import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lanesUnderWay } from '#jobs/drain-outbox.ts';
import { handlers } from '#jobs/handlers.ts';
import { PERIODIC } from '#jobs/periodic.ts';
import { uuidv7 } from '#server/new-id.ts';
import { enqueue, jobCatalogue } from '#server/queue.ts';
import { testDatabase } from '../support/database.ts';
import { emptyTables } from '../support/empty-tables.ts';
import { startFakeGraph } from '../support/fake-graph.ts';
import { makeJobDeps } from '../support/make-job-deps.ts';
import { makeConversation, makeReply } from '../support/make-reply.ts';
import { makeWorkspace } from '../support/make-workspace.ts';
import type { TestWorkspace } from '../support/make-workspace.ts';
import { happen, storeEvent } from '../support/store-event.ts';
import { fixtureText, inboundText, SENT_AT } from '../support/whatsapp-bodies.ts';

const db = testDatabase();
let shop: TestWorkspace;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, parked_status, outbox_item, media, presence, worker',
  );
  await db.pool.query('delete from graphile_worker._private_jobs');
});

const jobs = () =>
  db.rows<{ name: string; payload: object; key: string | null }>(
    `select task_identifier as name, payload, j.key from graphile_worker.jobs v join graphile_worker._private_jobs j using (id) order by id`,
  );

describe('process-provider-events', () => {
  it('gives every row its meaning, tells whose counts changed, and one bad row stops nobody', async () => {
    const ids = [];
    for (const body of [
      inboundText({ text: 'moja' }),
      '{"object":"whatsapp_business_account","entry":7}',
      inboundText({ text: 'mbili' }),
    ]) {
      ids.push(await storeEvent(db.pool, body));
    }
    const marked: string[] = [];
    await handlers['process-provider-events'](
      { eventIds: ids },
      makeJobDeps(db.pool, { markChanged: (id) => marked.push(id) }),
    );
    expect(await db.rows('select state from provider_event order by id')).toEqual([
      { state: 'processed' },
      { state: 'failed' },
      { state: 'processed' },
    ]);
    expect(new Set(marked)).toEqual(new Set([shop.id]));
  });

  it('a row that is gone is nothing to do', async () => {
    await handlers['process-provider-events']({ eventIds: ['999999999'] }, makeJobDeps(db.pool));
  });
});

describe('drain-outbox', () => {
  it('sends what the lane owes', async () => {
    const graph = await startFakeGraph();
    const conversation = await makeConversation(db.pool, shop);
    await makeReply(db.pool, shop, { conversation });
    await handlers['drain-outbox'](
      { lane: conversation.lane },
      makeJobDeps(db.pool, { whatsappApiUrl: graph.apiUrl }),
    );
    await graph.hasHeard(1);
    await Promise.all(lanesUnderWay);
    expect(await db.count(`select count(*) from outbox_item where state = 'done'`)).toBe(1);
    await graph.close();
  });

  it('is over once its call is claimed: a provider that takes its time holds up no other job', async () => {
    const graph = await startFakeGraph();
    graph.answer({ kind: 'wait' });
    const conversation = await makeConversation(db.pool, shop);
    await makeReply(db.pool, shop, { conversation });
    const { lane } = conversation;
    await handlers['drain-outbox']({ lane }, makeJobDeps(db.pool, { whatsappApiUrl: graph.apiUrl }));
    expect(await db.rows('select state from outbox_item')).toEqual([{ state: 'sending' }]);
    await graph.hasHeard(1);
    graph.release();
    await Promise.all(lanesUnderWay);
    expect(await db.rows('select state from outbox_item')).toEqual([{ state: 'done' }]);
    await graph.close();
  });

  it('looks again when the head of the lane is not due yet', async () => {
    const conversation = await makeConversation(db.pool, shop);
    await makeReply(db.pool, shop, { conversation, at: SENT_AT + 60_000 });
    await db.pool.query('delete from graphile_worker._private_jobs');
    await handlers['drain-outbox']({ lane: conversation.lane }, makeJobDeps(db.pool));
    expect(await jobs()).toEqual([
      { name: 'drain-outbox', payload: { lane: conversation.lane }, key: `lane:${conversation.lane}` },
    ]);
  });
});

describe('fetch-media', () => {
  const PICTURE = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  );

  async function serveMedia(status: number): Promise<{ server: Server; apiUrl: string }> {
    const server = createServer((request, response) => {
      const { port } = server.address() as AddressInfo;
      if (status !== 200)
        return void response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(
            JSON.stringify({ error: { code: status === 404 ? 100 : 2, error_subcode: 33, message: 'no' } }),
          );
      if (request.url?.startsWith('/file'))
        return void response.writeHead(200, { 'content-type': 'image/png' }).end(PICTURE);
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          url: `http://127.0.0.1:${port}/file`,
          mime_type: 'image/png',
          file_size: PICTURE.length,
          id: '1',
          messaging_product: 'whatsapp',
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v25.0` };
  }

  async function mediaOfImage(): Promise<string> {
    await happen(db.pool, fixtureText('inbound-image.json'));
    return (await db.rows<{ id: string }>('select id from media'))[0]!.id;
  }
  const bubble = async () =>
    (await db.rows<{ media: { state: string; mimeType: string } }>('select media from message'))[0]!.media;

  it('brings the file home and tells its bubble', async () => {
    const mediaId = await mediaOfImage();
    expect(await bubble()).toMatchObject({ state: 'pending' });
    const { server, apiUrl } = await serveMedia(200);
    const deps = makeJobDeps(db.pool, { whatsappApiUrl: apiUrl });
    await handlers['fetch-media']({ mediaId }, deps);
    expect(await bubble()).toMatchObject({ state: 'stored', mimeType: 'image/png', width: 1, height: 1 });
    const [row] = await db.rows<{ key: string }>('select storage_key as key from media');
    expect(await deps.blobs.size(row!.key)).toBe(PICTURE.length);
    await new Promise((resolve) => server.close(resolve));
  });

  it('a provider that cannot give it now is asked again by the queue', async () => {
    const mediaId = await mediaOfImage();
    await expect(handlers['fetch-media']({ mediaId }, makeJobDeps(db.pool))).rejects.toThrow();
    expect(await bubble()).toMatchObject({ state: 'pending' });
  });

  it('the queue asks for as long as Meta keeps a file, which is seven days', () => {
    const { maxAttempts } = jobCatalogue['fetch-media'];
    // Between two tries the queue waits e to the power of the tries so far, at most of ten, in seconds.
    const waits = Array.from({ length: maxAttempts - 1 }, (_, n) => Math.exp(Math.min(10, n + 1)));
    const days = waits.reduce((sum, seconds) => sum + seconds, 0) / (24 * 60 * 60);
    expect(days).toBeGreaterThan(7.5);
    expect(days).toBeLessThan(9);
  });

  it('what Meta has kept for so long and not given is said to be gone', async () => {
    const mediaId = await mediaOfImage();
    await db.pool.query(`update media set created_at = now() - interval '181 hours'`);
    await handlers['fetch-media']({ mediaId }, makeJobDeps(db.pool));
    expect(await bubble()).toMatchObject({ state: 'failed', failure: 'gone' });
  });

  it('a file already here is not fetched again', async () => {
    const mediaId = await mediaOfImage();
    await db.pool.query(`update media set state = 'stored'`);
    await handlers['fetch-media']({ mediaId }, makeJobDeps(db.pool));
  });
});

describe('rescue-stranded', () => {
  const rescue = (now = SENT_AT) => handlers['rescue-stranded']({}, makeJobDeps(db.pool, { now: () => now }));

  it('frees the jobs of a worker that fell silent, and only those', async () => {
    for (const lane of ['dead', 'alive']) await enqueue(db.pool, 'drain-outbox', { lane });
    await db.pool.query(
      `insert into worker (id, beat_at) values ('worker-alive', now()), ('worker-dead', now() - interval '1 minute')`,
    );
    await db.pool.query(
      `update graphile_worker._private_jobs set locked_at = now() - interval '1 minute', locked_by = 'worker-' || (payload ->> 'lane')`,
    );
    await rescue();
    const locks = await db.rows<{ lane: string; by: string | null }>(
      `select payload ->> 'lane' as lane, locked_by as by from graphile_worker._private_jobs order by 1`,
    );
    expect(locks).toEqual([
      { lane: 'alive', by: 'worker-alive' },
      { lane: 'dead', by: null },
    ]);
  });

  it('rings again for a lane whose worker died mid-call, so that the rest is sent within the half minute', async () => {
    const conversation = await makeConversation(db.pool, shop);
    await makeReply(db.pool, shop, { conversation });
    await db.pool.query(
      `update outbox_item set state = 'sending', leased_until = now() - interval '1 second'`,
    );
    await db.pool.query('delete from graphile_worker._private_jobs');
    await rescue();
    expect((await jobs()).map(({ payload }) => payload)).toEqual([{ lane: conversation.lane }]);
    await rescue();
    expect(await jobs()).toHaveLength(1);
  });

  it('leaves a paused channel in peace', async () => {
    const conversation = await makeConversation(db.pool, shop);
    await makeReply(db.pool, shop, { conversation });
    await db.pool.query(
      `update outbox_item set not_before = now() - interval '1 hour'; update channel set state = 'paused'`,
    );
    await db.pool.query('delete from graphile_worker._private_jobs');
    await rescue();
    expect(await jobs()).toEqual([]);
    await db.pool.query(`update channel set state = 'active'`);
    await rescue();
    expect(await jobs()).toHaveLength(1);
  });

  it('rings again for events whose bell was lost', async () => {
    const id = await storeEvent(db.pool, inboundText({}));
    await rescue();
    expect(await jobs()).toEqual([]);
    await db.pool.query(`update provider_event set received_at = now() - interval '2 minutes'`);
    await rescue();
    expect((await jobs()).map(({ payload }) => payload)).toEqual([{ eventIds: [id] }]);
  });

  it('matches a status that waited for a message known by now', async () => {
    const conversation = await makeConversation(db.pool, shop);
    const messageId = await makeReply(db.pool, shop, { conversation });
    await db.pool.query(
      `update message set status = 'sent', provider_message_id = 'wamid.known' where id = $1`,
      [messageId],
    );
    await db.pool.query(
      `insert into parked_status (id, workspace_id, provider_message_id, status, at) values ($1, $3, 'wamid.known', 'read', now()), ($2, $3, 'wamid.other', 'read', now())`,
      [uuidv7(), uuidv7(), shop.id],
    );
    await rescue();
    expect(await db.rows('select status from message where id = $1', [messageId])).toEqual([
      { status: 'read' },
    ]);
    expect(await db.rows('select provider_message_id as id from parked_status')).toEqual([
      { id: 'wamid.other' },
    ]);
  });
});

describe('wake-snoozed', () => {
  it('opens what is due, once, with a line that says so', async () => {
    const due = await makeConversation(db.pool, shop, { from: '254700000001' });
    const later = await makeConversation(db.pool, shop, { from: '254700000002' });
    const snooze = (id: string, until: number) =>
      db.pool.query(
        `update conversation set status = 'snoozed', snoozed_until = to_timestamp($2::float8 / 1000) where id = $1`,
        [id, until],
      );
    await snooze(due.id, SENT_AT);
    await snooze(later.id, SENT_AT + 1);
    const marked: string[] = [];
    const deps = makeJobDeps(db.pool, { markChanged: (id) => marked.push(id) });
    await Promise.all([handlers['wake-snoozed']({}, deps), handlers['wake-snoozed']({}, deps)]);
    expect(await db.rows('select status, snoozed_until from conversation where id = $1', [due.id])).toEqual([
      { status: 'open', snoozed_until: null },
    ]);
    expect(await db.rows('select status from conversation where id = $1', [later.id])).toEqual([
      { status: 'snoozed' },
    ]);
    expect(await db.count(`select count(*) from activity where kind = 'woken'`)).toBe(1);
    expect(marked).toEqual([shop.id]);
  });
});

describe('what happens by the clock', () => {
  it('can happen twice at once and by several workers at once without harm', async () => {
    const deps = makeJobDeps(db.pool);
    await makeConversation(db.pool, shop);
    await Promise.all(PERIODIC.flatMap(({ name }) => [handlers[name]({}, deps), handlers[name]({}, deps)]));
    expect(await db.count('select count(*) from conversation')).toBe(1);
  });
});
