import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp, OWN_ORIGIN, ZERO_API_KEY } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';

const db = testDatabase();
let t: TestApp;
let cookie: string;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  const shop = await makeWorkspace(db.pool);
  cookie = t.signIn(shop, shop.members.admin);
});

const DOORS: [method: string, path: string][] = [
  ['GET', '/api/me'],
  ['GET', '/api/search?q=habari'],
  ['GET', '/api/journal'],
  ['POST', '/api/uploads'],
  ['GET', `/media/${uuidv7()}`],
  ['POST', '/api/auth/sign-out'],
];
const FOREIGN = ['https://evil.example', 'null', `${OWN_ORIGIN}.evil.example`, 'https://localhost:3000'];

const knock = async (method: string, path: string, headers: Record<string, string>) =>
  (await t.app.request(path, { method, headers })).status;

describe('a page of somebody else, in a browser that is signed in', () => {
  it.each(DOORS)('%s %s is refused before anybody is recognised', async (method, path) => {
    for (const origin of FOREIGN) expect(await knock(method, path, { cookie, origin }), origin).toBe(403);
  });

  it.each(DOORS)(
    'control: %s %s opens for our own page, and for a caller that is no page',
    async (method, path) => {
      expect(await knock(method, path, { cookie, origin: OWN_ORIGIN })).not.toBe(403);
      expect(await knock(method, path, { cookie })).not.toBe(403);
    },
  );

  it('a machine with a key comes from anywhere', async () => {
    const origin = 'https://partner.example';
    expect(await knock('GET', '/api/v1/conversations', { cookie, origin })).toBe(401);
    expect(await knock('POST', '/api/zero/query', { cookie, origin, 'x-api-key': ZERO_API_KEY })).not.toBe(
      403,
    );
  });
});
