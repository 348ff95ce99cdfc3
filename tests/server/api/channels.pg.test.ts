import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { APP_SECRET, fixtureText, SENT_AT, statusBody, VERIFY_TOKEN } from '../../support/whatsapp-bodies.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import type { RunningSandbox } from '../sandbox/start-sandbox.ts';

const NEW_TOKEN = 'EAAG-a-new-token-from-meta-000001';
const db = testDatabase();
let graph: RunningSandbox;
let shop: TestWorkspace;
let t: TestApp;
const as = { admin: '', manager: '', agent: '', stranger: '' };

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  const other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka Jirani' });
  graph = await startSandbox({ accessToken: NEW_TOKEN });
  t = makeApp({
    ...{ pool: db.pool, secretBox: testSecretBox },
    whatsapp: { appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, apiUrl: graph.access.apiUrl },
  });
  as.admin = t.signIn(shop, shop.members.admin);
  as.manager = t.signIn(shop, shop.members.manager);
  as.agent = t.signIn(shop, shop.members.agent);
  as.stranger = t.signIn(other, other.members.admin);
});
afterAll(() => graph.close());
beforeEach(() => db.pool.query('delete from graphile_worker._private_jobs'));

const get = (cookie: string) => t.app.request('/api/channels', { headers: { cookie } });
const post = (cookie: string, verb: string, body: unknown = {}) =>
  t.app.request(`/api/channels/${shop.channel.id}/${verb}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(body),
  });
const jobs = () =>
  db.count(`select count(*) from graphile_worker.jobs where task_identifier = 'sync-templates'`);

describe('how a number is connected', () => {
  it.each(['manager', 'agent'] as const)('is for admins only: %s', async (who) => {
    expect((await get(as[who])).status).toBe(403);
    for (const verb of ['account', 'token', 'sync']) expect((await post(as[who], verb)).status).toBe(403);
  });

  it('an admin reads what Meta must be told, and never the access token', async () => {
    const text = await (await get(as.admin)).text();
    expect(JSON.parse(text)).toMatchObject({
      verifyToken: VERIFY_TOKEN,
      items: [{ id: shop.channel.id, phoneNumberId: shop.channel.phoneNumberId, wabaId: null, waiting: 0 }],
    });
    expect(text).not.toContain('test-access-token');
    expect(text).not.toMatch(/sealed/i);
  });

  it('whatever WhatsApp says about a number shows that its webhook works, not only a customer’s words', async () => {
    const heard = async () =>
      ((await (await get(as.admin)).json()) as { items: { lastHeardAt: number | null }[] }).items[0]!
        .lastHeardAt;
    expect(await heard()).toBeNull();
    const say = (status: string, receivedAt: number) =>
      happen(db.pool, statusBody({ id: 'wamid.heard', status, phoneNumberId: shop.channel.phoneNumberId }), {
        receivedAt,
      });
    await say('sent', SENT_AT);
    expect(await heard()).toBe(SENT_AT);
    await say('delivered', SENT_AT + 30_000);
    expect(await heard()).toBe(SENT_AT);
    await say('read', SENT_AT + 60_000);
    expect(await heard()).toBe(SENT_AT + 60_000);
    // The account is learnt by hand below.
    await db.pool.query('update channel set waba_id = null where id = $1', [shop.channel.id]);
  });

  it('an admin reads that it goes slower, whose fault it is and until when, while it does', async () => {
    const slowed = async () =>
      ((await (await get(as.admin)).json()) as { items: { slowed: unknown }[] }).items[0]!.slowed;
    expect(await slowed()).toBeNull();
    const at = SENT_AT;
    await db.pool.query(
      `insert into send_bucket (key, tokens, filled_at, next_turn_at)
       values ('slow:app', 0.9, to_timestamp($1::float8 / 1000), to_timestamp(0)),
         ('slow:number:' || $2, 0.25, to_timestamp($1::float8 / 1000), to_timestamp(0)),
         ('slow:number:another', 0.05, to_timestamp($1::float8 / 1000), to_timestamp(0))`,
      [at, shop.channel.id],
    );
    expect(await slowed()).toMatchObject({ scope: 'number', since: at, wholeAt: at + 75_000 });
    await db.pool.query(`update send_bucket set filled_at = filled_at - interval '2 minutes'`);
    expect(await slowed()).toBeNull();
  });

  it('a number without its account’s id cannot ask for templates; with it they are asked for at once', async () => {
    expect((await post(as.admin, 'sync')).status).toBe(404);
    expect((await post(as.admin, 'account', { wabaId: 'not a number' })).status).toBe(400);
    expect((await post(as.admin, 'account', { wabaId: '368201457790112' })).status).toBe(200);
    expect(await db.rows('select waba_id as waba from channel where id = $1', [shop.channel.id])).toEqual([
      { waba: '368201457790112' },
    ]);
    expect(await jobs()).toBe(1);
    await db.pool.query('update channel set templates_synced_at = now()');
    expect((await post(as.admin, 'sync')).status).toBe(200);
    expect(await db.count('select count(*) from channel where templates_synced_at is null')).toBe(1);
  });

  it('a new access token is sealed before it is kept', async () => {
    const accessToken = NEW_TOKEN;
    expect((await post(as.admin, 'token', { accessToken: 'short' })).status).toBe(400);
    expect((await post(as.admin, 'token', { accessToken })).status).toBe(200);
    const [kept] = await db.rows<{ sealed: string }>(
      'select access_token_sealed as sealed from channel_secret where channel_id = $1',
      [shop.channel.id],
    );
    expect(kept!.sealed).not.toContain(accessToken);
    expect(testSecretBox.open(kept!.sealed)).toBe(accessToken);
  });

  it('with a new access token the files that waited for one are asked for at once', async () => {
    await happen(db.pool, fixtureText('inbound-image.json'));
    await db.pool.query(
      `update graphile_worker._private_jobs set run_at = now() + interval '6 hours', attempts = 12`,
    );
    await post(as.admin, 'token', { accessToken: NEW_TOKEN });
    expect(
      await db.rows(
        `select attempts, run_at <= now() as "isDue" from graphile_worker.jobs where task_identifier = 'fetch-media'`,
      ),
    ).toEqual([{ attempts: 0, isDue: true }]);
  });

  it('another business’s number is not found', async () => {
    expect((await post(as.stranger, 'account', { wabaId: '368201457790112' })).status).toBe(404);
    expect((await post(as.stranger, 'token', { accessToken: 'x'.repeat(30) })).status).toBe(404);
    expect(await (await get(as.stranger)).text()).not.toContain(shop.channel.id);
  });
});
