import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp, OWN_ORIGIN } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import { fixtureText, inboundText } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let shop: TestWorkspace;
let other: TestWorkspace;
let app: TestApp;
const as = { admin: '', manager: '', agent: '', stranger: '' };

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka Jirani' });
  await db.pool.query(`update workspace set created_at = '2020-01-01' where id = $1`, [shop.id]);
  app = makeApp({ pool: db.pool });
  as.admin = app.signIn(shop, shop.members.admin);
  as.manager = app.signIn(shop, shop.members.manager);
  as.agent = app.signIn(shop, shop.members.agent);
  as.stranger = app.signIn(other, other.members.admin);
});
beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event, contact, identity, conversation, message');
  await db.pool.query('delete from graphile_worker._private_jobs');
});

type Item = {
  id: string;
  state: string;
  reason: string | null;
  holds: unknown[];
  about: string;
  notices: { text: string }[];
};
const get = (cookie: string, path = '') => app.app.request(`/api/journal${path}`, { headers: { cookie } });
const post = (
  cookie: string,
  path: string,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
) => app.app.request(`/api/journal${path}`, { method: 'POST', headers: { cookie, ...headers } });
async function list(cookie: string, query = ''): Promise<Item[]> {
  const answer = await get(cookie, query);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { items: Item[] }).items;
}

/** An event that cannot be read. */
async function failedEvent(): Promise<string> {
  await happen(db.pool, fixtureText('inbound-text.json').replace('"id": "wamid', '"not_id": "wamid'));
  const [row] = await db.rows<{ id: string; state: string }>(
    'select e.id::text as id, state from provider_event e order by e.id desc limit 1',
  );
  await db.pool.query(
    `update provider_event set state = 'failed', error = 'no sense in +254700000011' where id = $1`,
    [row!.id],
  );
  return row!.id;
}

describe('who may look into the journal', () => {
  it('nobody without a session, and no agent', async () => {
    expect((await get('')).status).toBe(401);
    expect((await get(as.agent)).status).toBe(403);
    expect((await get(as.manager)).status).toBe(200);
  });

  it('each business sees its own events; those for a number nobody owns, the first business’s administrator', async () => {
    await happen(db.pool, inboundText({ text: 'ours' }));
    await happen(db.pool, inboundText({ text: 'theirs', phoneNumberId: other.channel.phoneNumberId }));
    await happen(db.pool, inboundText({ text: 'nobody’s', phoneNumberId: '100000000000099' }));
    expect(await list(as.manager)).toHaveLength(1);
    expect(await list(as.admin)).toHaveLength(2);
    expect(await list(as.stranger)).toHaveLength(1);
    const [nobodys] = await list(as.admin, '?filter=unknownChannel');
    expect(nobodys).toMatchObject({ unknownNumbers: ['100000000000099'] });
    const [theirs] = await list(as.stranger);
    expect((await get(as.admin, `/${theirs!.id}`)).status).toBe(404);
    expect((await post(as.admin, `/${theirs!.id}/retry`)).status).toBe(404);
  });

  it('a page of somebody else’s cannot make a browser decide', async () => {
    const id = await failedEvent();
    const headers = [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
    ];
    for (const one of headers)
      expect((await post(as.admin, `/${id}/dismiss`, one as Record<string, string>)).status).toBe(403);
    expect(
      (await post(as.admin, `/${id}/dismiss`, { origin: OWN_ORIGIN, host: new URL(OWN_ORIGIN).host })).status,
    ).toBe(200);
  });
});

describe('what the journal shows', () => {
  it('says in words what an event holds and why it failed, without a number in it', async () => {
    const id = await failedEvent();
    await happen(db.pool, inboundText({ name: 'Amina Mfano' }));
    await storeEvent(db.pool, inboundText({ text: 'bado', id: 'wamid.waits' }));
    const [failed] = await list(as.admin, '?filter=failed');
    expect(failed).toMatchObject({ id, state: 'failed' });
    expect(failed!.reason).toBe('no sense in +2547•••11');
    expect(await list(as.admin, '?filter=pending')).toHaveLength(1);
    const known = (await list(as.admin)).find((item) => item.state === 'processed');
    expect(known).toMatchObject({ about: 'Amina Mfano', holds: [{ kind: 'message', count: 1 }] });
  });

  it('says what the provider announces about our own account', async () => {
    await happen(db.pool, fixtureText('account-template-status-rejected.json'));
    const [event] = await list(as.admin);
    expect(event!.notices[0]!.text).toMatch(/Template.*REJECTED/);
  });

  it('shows a body as received, laid out and masked', async () => {
    const id = await storeEvent(
      db.pool,
      inboundText({ from: '254712345678', id: 'wamid.HBgLMjU0NzEy', text: 'Habari' }),
    );
    const { body } = (await (await get(as.admin, `/${id}`)).json()) as { body: string };
    expect(body).toContain('"body": "Habari"');
    expect(body).toContain('2547•••78');
    expect(body).not.toMatch(/254712345678|HBgLMjU0/);
    expect(body).toMatch(/"timestamp": "\d{10}"/);
  });

  it('goes on where the page before ended', async () => {
    for (let n = 0; n < 5; n++) await storeEvent(db.pool, inboundText({ text: `n${n}`, id: `wamid.${n}` }));
    const seen: string[] = [];
    for (let before: string | null = '', turns = 0; before !== null && turns < 9; turns++) {
      const answer = await get(as.admin, `?limit=2${before && `&before=${before}`}`);
      const page = (await answer.json()) as { items: Item[]; nextBefore: string | null };
      seen.push(...page.items.map(({ id }) => id));
      before = page.nextBefore;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  it.each(['?limit=0', '?limit=x', '?filter=other', '?before=abc', '?before=-1'])(
    'refuses %s',
    async (query) => {
      expect((await get(as.admin, query)).status).toBe(400);
    },
  );

  it.each(['/0', '/abc', '/999999', '/99999999999999999999'])('does not know %s', async (path) => {
    expect((await get(as.admin, path)).status).toBe(404);
  });
});

describe('deciding about an event', () => {
  it('trying again puts it back in line and rings the bell in the same breath', async () => {
    const id = await failedEvent();
    const answer = await post(as.admin, `/${id}/retry`);
    expect(await answer.json()).toMatchObject({ id, state: 'pending', reason: null });
    const jobs = await db.rows<{ payload: unknown }>('select payload from graphile_worker._private_jobs');
    expect(jobs).toEqual([{ payload: { eventIds: [id] } }]);
  });

  it('set aside is set aside, and can be taken up again', async () => {
    const id = await failedEvent();
    expect(await (await post(as.manager, `/${id}/dismiss`)).json()).toMatchObject({ state: 'dismissed' });
    expect((await post(as.manager, `/${id}/dismiss`)).status).toBe(400);
    expect(await (await post(as.manager, `/${id}/retry`)).json()).toMatchObject({ state: 'pending' });
  });

  it('what was understood is never said twice', async () => {
    await happen(db.pool, inboundText({}));
    const [event] = await list(as.admin);
    expect((await post(as.admin, `/${event!.id}/retry`)).status).toBe(400);
    expect((await post(as.admin, `/${event!.id}/dismiss`)).status).toBe(400);
  });
});
