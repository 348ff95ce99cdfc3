import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '#server/log.ts';
import { findChannel } from '#server/inbound/find-channel.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { APP_SECRET, fixtureText, SENT_AT, VERIFY_TOKEN } from '../../support/whatsapp-bodies.ts';
import { startSandbox } from '../sandbox/start-sandbox.ts';
import type { RunningSandbox } from '../sandbox/start-sandbox.ts';

const NEW_ID = '100000000000002';
const WABA = '368201457790112';
const ACCESS_TOKEN = 'EAAG-what-a-test-may-speak-with';
const db = testDatabase();
let graph: RunningSandbox;
let shop: TestWorkspace;
let other: TestWorkspace;
let t: TestApp;
const as = { admin: '', manager: '', agent: '', stranger: '' };

/** Every line the server logs while it runs. */
const said: string[] = [];
const log = createLog({ name: 'test', level: 'trace', stream: { write: (line) => void said.push(line) } });

beforeAll(async () => {
  graph = await startSandbox({
    accessToken: ACCESS_TOKEN,
    channels: [
      {
        ...{ phoneNumberId: NEW_ID, displayPhoneNumber: '+254 700 000 002' },
        ...{ wabaId: WABA, businessName: 'Duka la Mfano' },
      },
    ],
  });
});
afterAll(() => graph.close());

beforeEach(async () => {
  await emptyTables(db.pool, 'workspace, provider_event');
  said.length = 0;
  shop = await makeWorkspace(db.pool);
  other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000009', name: 'Duka Jirani' });
  t = appAt(graph.access.apiUrl);
});

function appAt(apiUrl: string): TestApp {
  const app = makeApp({
    ...{ pool: db.pool, secretBox: testSecretBox, log },
    whatsapp: { appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, apiUrl },
  });
  as.admin = app.signIn(shop, shop.members.admin);
  as.manager = app.signIn(shop, shop.members.manager);
  as.agent = app.signIn(shop, shop.members.agent);
  as.stranger = app.signIn(other, other.members.admin);
  return app;
}

const form = (change: object = {}) => ({
  phoneNumberId: NEW_ID,
  accessToken: ACCESS_TOKEN,
  wabaId: WABA,
  name: 'Westlands shop',
  inboxId: shop.inboxes.main,
  ...change,
});

async function post(path: string, body: unknown, cookie = as.admin) {
  const answer = await t.app.request(`/api/channels${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}
async function told(path: string, body: unknown, cookie = as.admin) {
  const { status, text } = await post(path, body, cookie);
  return { status, ...(JSON.parse(text) as Record<string, unknown>) };
}
const numbers = () => db.count('select count(*) from channel');
const fixtureFor = (id: string) =>
  fixtureText('inbound-text.json').replaceAll(/"phone_number_id":\s*"\d+"/g, `"phone_number_id":"${id}"`);

describe('connecting a number', () => {
  it('asks WhatsApp whether the token speaks for the number, keeps what it says, and fetches the templates', async () => {
    await db.pool.query('delete from graphile_worker._private_jobs');
    const answer = await told('', form());
    expect(answer).toMatchObject({
      status: 201,
      displayPhoneNumber: '+254 700 000 002',
      verifiedName: 'Duka la Mfano',
    });
    const [kept] = await db.rows<{ sealed: string }>(
      `select ch.name, ch.inbox_id as inbox, ch.waba_id as waba, ch.display_phone_number as shown, ch.quality, ch.state,
         s.access_token_sealed as sealed
       from channel ch join channel_secret s on s.channel_id = ch.id where ch.phone_number_id = $1`,
      [NEW_ID],
    );
    expect(kept).toMatchObject({
      ...{ name: 'Westlands shop', inbox: shop.inboxes.main, waba: WABA, shown: '+254 700 000 002' },
      ...{ quality: 'GREEN', state: 'active' },
    });
    expect(testSecretBox.open(kept!.sealed)).toBe(ACCESS_TOKEN);
    expect(
      await db.count(`select count(*) from graphile_worker.jobs where task_identifier = 'sync-templates'`),
    ).toBe(1);
  });

  it('without a name it is called what WhatsApp calls the business', async () => {
    await told('', form({ name: '' }));
    expect(await db.rows('select name from channel where phone_number_id = $1', [NEW_ID])).toEqual([
      { name: 'Duka la Mfano' },
    ]);
  });

  it.each([
    ['a token that is wrong', { accessToken: 'EAAG-not-the-token-of-anybody' }, 'tokenInvalid'],
    ['an id nobody has', { phoneNumberId: '100000000000777' }, 'numberUnknown'],
    ['the account of somebody else', { wabaId: '368201457790999' }, 'accountUnknown'],
  ])('%s is refused in words, and nothing is kept', async (_, change, key) => {
    const before = await numbers();
    expect(await told('', form(change))).toEqual({ status: 422, code: 'provider_refused', details: { key } });
    expect(await numbers()).toBe(before);
  });

  it('a provider that cannot be reached is its own refusal', async () => {
    t = appAt('http://127.0.0.1:9/v25.0');
    expect(await told('', form())).toEqual({
      status: 422,
      code: 'provider_refused',
      details: { key: 'unreachable' },
    });
  });

  it('a number that is known already is refused, whoever has it, in the same words', async () => {
    const own = await told('', form({ phoneNumberId: shop.channel.phoneNumberId }));
    const foreign = await told('', form({ phoneNumberId: other.channel.phoneNumberId }));
    expect(own).toEqual({ status: 409, code: 'number_taken' });
    expect(foreign).toEqual(own);
  });

  it('two admins who connect the same number at once make one', async () => {
    const both = await Promise.all([told('', form()), told('', form())]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is for admins, into an inbox of their own business', async () => {
    for (const who of ['manager', 'agent'] as const)
      expect((await told('', form(), as[who])).status).toBe(403);
    expect(await told('', form({ inboxId: other.inboxes.main }))).toMatchObject({ status: 404 });
    for (const change of [
      { phoneNumberId: 'abc' },
      { accessToken: 'short' },
      { wabaId: 'x' },
      { name: 'x'.repeat(81) },
    ])
      expect(await told('', form(change))).toMatchObject({ status: 400, code: 'invalid_input' });
  });

  it('the token stands in no answer and in no log', async () => {
    const wrong = 'EAAG-a-secret-nobody-may-read';
    const answers = [await post('', form()), await post('', form({ accessToken: wrong }))];
    const heard = [...answers.map(({ text }) => text), ...said].join('\n');
    expect(said.length).toBeGreaterThan(0);
    for (const secret of [ACCESS_TOKEN, wrong]) expect(heard).not.toContain(secret);
  });

  it('what was sent to the number before is in the inbox afterwards', async () => {
    const id = await happenTo(NEW_ID);
    await happenTo('100000000000555');
    await told('', form());
    expect(await db.rows('select id::text from provider_event where state = $1', ['pending'])).toEqual([
      { id },
    ]);
    expect(await db.count(`select count(*) from graphile_worker.jobs where key = $1`, [`event:${id}`])).toBe(
      1,
    );
    expect(await processProviderEvent(db.pool, id)).toMatchObject({
      state: 'processed',
      workspaceIds: [shop.id],
    });
    expect(await db.count('select count(*) from message')).toBe(1);
    expect(await db.count('select count(*) from provider_event where unknown_channel')).toBe(1);
  });

  it('an event that is being read while its number is connected is not left behind', async () => {
    const reader = await db.pool.connect();
    await reader.query('begin');
    expect(await findChannel(reader, NEW_ID)).toBeNull();
    let isConnected = false;
    const connecting = told('', form()).finally(() => (isConnected = true));
    const waiting = `select count(*) from pg_locks where locktype = 'advisory' and not granted`;
    while (!isConnected && (await db.count(waiting)) === 0) await new Promise(setImmediate);
    await reader.query(
      `insert into provider_event (provider, body_hash, body, state, unknown_channel) values ('whatsapp', 'x', $1, 'processed', true)`,
      [Buffer.from(fixtureFor(NEW_ID))],
    );
    await reader.query('commit');
    reader.release();
    expect(await connecting).toMatchObject({ status: 201, earlierEvents: 1 });
  });
});

describe('a number that is connected', () => {
  it('a new token is asked about first; a wrong one changes nothing', async () => {
    const id = await connected();
    await db.pool.query(
      `update channel set state = 'paused', paused_reason = 'tokenInvalid', paused_at = now() where id = $1`,
      [id],
    );
    expect(await told(`/${id}/token`, { accessToken: 'EAAG-not-the-token-of-anybody' })).toEqual({
      ...{ status: 422, code: 'provider_refused', details: { key: 'tokenInvalid' } },
    });
    expect(await stateOf(id)).toMatchObject({ state: 'paused' });
    expect(await told(`/${id}/token`, { accessToken: ACCESS_TOKEN })).toMatchObject({ status: 200 });
    expect(await stateOf(id)).toEqual({ state: 'active', reason: null });
  });

  it('one that a person took out of service stays out with a new token', async () => {
    const id = await connected();
    expect(await t.mutate(as.admin, 'routing.pauseChannel', { id, at: SENT_AT })).toBeNull();
    expect(await stateOf(id)).toEqual({ state: 'paused', reason: 'outOfService' });
    await told(`/${id}/token`, { accessToken: ACCESS_TOKEN });
    expect(await stateOf(id)).toEqual({ state: 'paused', reason: 'outOfService' });
    expect(await t.mutate(as.admin, 'routing.resumeChannel', { id })).toBeNull();
    expect(await stateOf(id)).toEqual({ state: 'active', reason: null });
  });

  it('is renamed and moved by an admin, into an inbox of the business', async () => {
    const { id } = shop.channel;
    expect(
      await t.mutate(as.admin, 'routing.setChannel', { id, name: ' Duka ', inboxId: shop.inboxes.other }),
    ).toBeNull();
    expect(await db.rows('select name, inbox_id as inbox from channel where id = $1', [id])).toEqual([
      { name: 'Duka', inbox: shop.inboxes.other },
    ]);
    expect(await t.mutate(as.admin, 'routing.setChannel', { id, inboxId: other.inboxes.main })).toBe(
      'not_found',
    );
    expect(await t.mutate(as.manager, 'routing.setChannel', { id, name: 'Mine' })).toBe('forbidden');
  });
});

async function connected(): Promise<string> {
  return (JSON.parse((await post('', form())).text) as { id: string }).id;
}

async function stateOf(id: string) {
  return (await db.rows('select state, paused_reason as reason from channel where id = $1', [id]))[0];
}

async function happenTo(phoneNumberId: string): Promise<string> {
  const body = fixtureFor(phoneNumberId).replace(/"wamid\.[^"]+"/, `"wamid.test${phoneNumberId}"`);
  await happen(db.pool, body);
  return (await db.rows<{ id: string }>('select max(id)::text as id from provider_event'))[0]!.id;
}
