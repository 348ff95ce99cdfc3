import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countsFrom, refreshCounts } from '#server/metrics/create-count-refresher.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { storeEvent } from '../../support/store-event.ts';

const db = testDatabase();
let shop: TestWorkspace;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, outbox_item, view_count, worker',
  );
});

type Ready = {
  status: string;
  database: { status: string };
  sync: { status: string };
  worker: { status: string; lagMs: number | null };
  journal: object;
  outbox: object;
};

async function ask(
  over: Parameters<typeof makeApp>[0] = { pool: db.pool },
): Promise<{ http: number; body: Ready }> {
  const answer = await makeApp(over).app.request('/readyz');
  return { http: answer.status, body: (await answer.json()) as Ready };
}
const beat = () =>
  db.pool.query(
    `insert into worker (id, beat_at) values ('w', now()) on conflict (id) do update set beat_at = now()`,
  );

describe('/readyz', () => {
  it('with database, sync and a worker it is ready', async () => {
    await beat();
    expect(await ask()).toMatchObject({
      http: 200,
      body: {
        status: 'ready',
        database: { status: 'ok' },
        sync: { status: 'ok' },
        worker: { status: 'ok', lagMs: 0 },
      },
    });
  });

  it('without a worker it is not, and says what is missing', async () => {
    expect(await ask()).toMatchObject({
      http: 503,
      body: { status: 'not_ready', worker: { status: 'down' }, database: { status: 'ok' } },
    });
  });

  it('a worker that fell silent is no worker', async () => {
    await db.pool.query(`insert into worker (id, beat_at) values ('w', now() - interval '1 minute')`);
    expect((await ask()).body.worker.status).toBe('down');
  });

  it('without the sync engine it is not', async () => {
    await beat();
    const isSyncUp = () => Promise.reject(new Error('refused'));
    expect(await ask({ pool: db.pool, isSyncUp })).toMatchObject({
      http: 503,
      body: { sync: { status: 'down' } },
    });
  });

  it('without a database it still answers in JSON', async () => {
    const gone = new pg.Pool({
      connectionString: 'postgres://nobody@127.0.0.1:9/none',
      connectionTimeoutMillis: 500,
    });
    expect(await ask({ pool: gone })).toMatchObject({
      http: 503,
      body: { database: { status: 'down' }, worker: { status: 'down', lagMs: null } },
    });
    await gone.end();
  });

  it('counts what waits, what failed, and what nobody can prove', async () => {
    await beat();
    const conversation = await makeConversation(db.pool, shop);
    await storeEvent(db.pool, '{"a":1}');
    await db.pool.query(
      `update provider_event set received_at = now() - interval '30 seconds' where state = 'pending'`,
    );
    await storeEvent(db.pool, '{"a":2}');
    await db.pool.query(`update provider_event set state = 'failed' where body = '{"a":2}'`);
    const [a, b] = [
      await makeReply(db.pool, shop, { conversation }),
      await makeReply(db.pool, shop, { conversation }),
    ];
    await db.pool.query(`update outbox_item set state = 'unconfirmed' where message_id = $1`, [a]);
    await db.pool.query(`update outbox_item set state = 'failed' where message_id = $1`, [b]);
    await makeReply(db.pool, shop, { conversation });
    const { body } = await ask();
    expect(body).toMatchObject({
      journal: { unprocessed: 1, failed: 1 },
      outbox: { queued: 1, unconfirmed: 1, failed: 1 },
    });
    expect(body.worker.lagMs).toBeGreaterThan(29_000);
  });

  it('/healthz is alive whatever happens to the rest', async () => {
    expect((await makeApp({ pool: db.pool }).app.request('/healthz')).status).toBe(200);
  });
});

describe('/metrics', () => {
  it('is for this machine, or for whoever has the token', async () => {
    const far = makeApp({ pool: db.pool, peerAddress: () => '203.0.113.7', metricsToken: 'scrape-me' }).app;
    expect((await far.request('/metrics')).status).toBe(403);
    expect((await far.request('/metrics', { headers: { authorization: 'Bearer guess' } })).status).toBe(403);
    const answer = await far.request('/metrics', { headers: { authorization: 'Bearer scrape-me' } });
    expect(await answer.text()).toContain('kazi_webhooks_total');
    expect((await makeApp({ pool: db.pool }).app.request('/metrics')).status).toBe(200);
  });

  it('without a token set no header opens it from outside', async () => {
    const far = makeApp({ pool: db.pool, peerAddress: () => '203.0.113.7' }).app;
    expect((await far.request('/metrics', { headers: { authorization: 'Bearer undefined' } })).status).toBe(
      403,
    );
  });
});

describe('the counts beside the views', () => {
  const counts = async () =>
    Object.fromEntries(
      (
        await db.rows<{ key: string; count: number }>(
          'select key, count from view_count where count > 0 order by key',
        )
      ).map(({ key, count }) => [
        key.replace(/[0-9a-f-]{36}$/, (id) => (id === shop.inboxes.main ? 'main' : 'amina')),
        count,
      ]),
    );

  it('are what fresh SQL says, and follow', async () => {
    const conversations: TestConversation[] = [];
    for (let n = 0; n < 4; n++)
      conversations.push(await makeConversation(db.pool, shop, { from: `25470000000${n}` }));
    const id = (n: number) => conversations[n]!.id;
    await db.pool.query('update conversation set assignee_id = $2 where id = $1', [
      id(0),
      shop.members.agent.id,
    ]);
    await db.pool.query(`update conversation set status = 'snoozed' where id = $1`, [id(1)]);
    await db.pool.query(`update conversation set status = 'closed' where id = $1`, [id(2)]);
    await db.pool.query(`update conversation set waiting_on = 'them', troubled_count = 2 where id = $1`, [
      id(3),
    ]);
    await refreshCounts(db.pool, shop.id);
    expect(await counts()).toEqual({
      'mine:amina': 1,
      'open:main': 2,
      'snoozed:main': 1,
      'them:main': 1,
      'troubled:main': 1,
      'unassigned:main': 1,
      'us:main': 1,
    });
    await db.pool.query(`update conversation set status = 'closed', troubled_count = 0, assignee_id = null`);
    await refreshCounts(db.pool, shop.id);
    expect(await counts()).toEqual({});
  });

  it('an unchanged count is not written again, so it wakes no browser', async () => {
    await makeConversation(db.pool, shop);
    await refreshCounts(db.pool, shop.id);
    const before = await db.rows('select key, xmin::text from view_count order by key');
    await refreshCounts(db.pool, shop.id);
    expect(await db.rows('select key, xmin::text from view_count order by key')).toEqual(before);
  });

  it('a business counts its own', async () => {
    const neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000009', name: 'Jirani' });
    await makeConversation(db.pool, neighbour);
    await refreshCounts(db.pool, shop.id);
    expect(await db.count('select count(*) from view_count')).toBe(0);
  });

  it('a closed conversation in trouble still counts as trouble', () => {
    const line = {
      inboxId: 'i',
      assigneeId: null,
      status: 'closed',
      waitingOn: 'nobody',
      troubled: true,
      count: 3,
    };
    expect([...countsFrom([line])]).toEqual([['troubled:i', 3]]);
  });
});
