import { beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '#server/log.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';

const db = testDatabase();
let shop: TestWorkspace;
let t: TestApp;
const lines: unknown[] = [];
const as = { admin: '', manager: '', agent: '', stranger: '' };

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  const other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka Jirani' });
  const log = createLog({ name: 'test', level: 'silent' });
  log.info = (...said: unknown[]) => void lines.push(said);
  t = makeApp({ pool: db.pool, log });
  as.admin = t.signIn(shop, shop.members.admin);
  as.manager = t.signIn(shop, shop.members.manager);
  as.agent = t.signIn(shop, shop.members.agent);
  as.stranger = t.signIn(other, other.members.admin);
});

type Told = {
  items: { id: string; name: string; hint: string; scopes: string[]; revokedAt: number | null }[];
};

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' };
const list = (cookie: string) => t.app.request('/api/keys', { headers: { cookie } });
const post = (
  cookie: string,
  path: string,
  body: unknown = {},
  headers: Record<string, string> = SAME_ORIGIN,
) =>
  t.app.request(`/api/keys${path}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const knock = (key: string) =>
  t.app.request('/api/v1/contacts', { headers: { authorization: `Bearer ${key}` } });

async function make(
  name = 'Duka la mtandaoni',
  scopes = ['contacts:read'],
): Promise<{ id: string; key: string }> {
  const made = await post(as.admin, '', { name, scopes });
  expect(made.status).toBe(201);
  return (await made.json()) as { id: string; key: string };
}

describe('API keys on the settings page', () => {
  it.each(['manager', 'agent'] as const)('are for admins only: %s', async (who) => {
    const { id } = await make();
    expect((await list(as[who])).status).toBe(403);
    expect((await post(as[who], '', { name: 'Yangu', scopes: ['contacts:read'] })).status).toBe(403);
    expect((await post(as[who], `/${id}/revoke`)).status).toBe(403);
  });

  it('nobody signed out sees or makes one, and another site cannot press the button', async () => {
    expect((await t.app.request('/api/keys')).status).toBe(401);
    const foreign = await post(
      as.admin,
      '',
      { name: 'X', scopes: ['contacts:read'] },
      { 'sec-fetch-site': 'cross-site' },
    );
    expect(foreign.status).toBe(403);
  });

  it('a key is told once: in the answer to its making, in no list, no log and no row', async () => {
    const { id, key } = await make('Mara moja');
    const listed = await (await list(as.admin)).text();
    expect(listed).toContain(id);
    expect(listed).not.toContain(key);
    expect(JSON.stringify(lines)).toContain(id);
    expect(JSON.stringify(lines)).not.toContain(key);
    const rows = await db.rows('select row_to_json(k)::text as row from api_key k');
    expect(JSON.stringify(rows)).not.toContain(key);
    const told = JSON.parse(listed) as Told;
    expect(told.items.find((k) => k.id === id)).toMatchObject({ name: 'Mara moja', hint: key.slice(-4) });
  });

  it('opens what was ticked, and nothing from the moment it is revoked', async () => {
    const { id, key } = await make();
    expect((await knock(key)).status).toBe(200);
    expect((await post(as.admin, `/${id}/revoke`)).status).toBe(200);
    expect((await knock(key)).status).toBe(401);
    expect((await post(as.admin, `/${id}/revoke`)).status).toBe(404);
    const told = (await (await list(as.admin)).json()) as Told;
    expect(told.items.find((k) => k.id === id)?.revokedAt).not.toBeNull();
  });

  it('a key needs a name and a scope that exists', async () => {
    for (const body of [
      {},
      { name: ' ', scopes: ['contacts:read'] },
      { name: 'X', scopes: [] },
      { name: 'X', scopes: ['all'] },
    ])
      expect((await post(as.admin, '', body)).status).toBe(400);
  });

  it('another business’s keys are neither seen nor ended', async () => {
    const { id, key } = await make();
    expect(await (await list(as.stranger)).text()).not.toContain(id);
    expect((await post(as.stranger, `/${id}/revoke`)).status).toBe(404);
    expect((await knock(key)).status).toBe(200);
  });

  it('the table of keys never leaves for a browser', async () => {
    expect(
      await db.count(
        `select count(*) from pg_publication_tables where tablename in ('api_key', 'channel_secret')`,
      ),
    ).toBe(0);
  });
});
