import { beforeAll, describe, expect, it } from 'vitest';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';

const db = testDatabase();
let shop: TestWorkspace;
let other: TestWorkspace;
let t: TestApp;
let admin = '';
let manager = '';

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000009', name: 'Duka Jirani' });
  t = makeApp({ pool: db.pool });
  admin = t.signIn(shop, shop.members.admin);
  manager = t.signIn(shop, shop.members.manager);
});

const names = () =>
  db.rows<{ name: string }>('select name from inbox where workspace_id = $1 order by position', [shop.id]);

describe('inboxes', () => {
  it('an admin adds one with the people who work in it; it stands last', async () => {
    const id = uuidv7();
    const memberIds = [shop.members.agent.id, shop.members.newcomer.id];
    expect(await t.mutate(admin, 'routing.addInbox', { id, name: ' Repairs ', memberIds })).toBeNull();
    expect((await names()).at(-1)).toEqual({ name: 'Repairs' });
    expect(await db.count('select count(*) from inbox_member where inbox_id = $1', [id])).toBe(2);
  });

  it('a name that is there already is refused with it, however it is written', async () => {
    const wish = { id: uuidv7(), name: 'sALES', memberIds: [] };
    expect(await t.ask(admin, 'routing.addInbox', wish)).toMatchObject({
      code: 'name_taken',
      details: { name: 'Sales' },
    });
    const renamed = { id: shop.inboxes.other, name: 'Sales' };
    expect(await t.mutate(admin, 'routing.setInbox', renamed)).toBe('name_taken');
  });

  it('is renamed, also only in how its name is written', async () => {
    expect(await t.mutate(admin, 'routing.setInbox', { id: shop.inboxes.other, name: 'SUPPORT' })).toBeNull();
    expect(await names()).toContainEqual({ name: 'SUPPORT' });
  });

  it('is for admins, with people of their own business', async () => {
    const wish = { id: uuidv7(), name: 'Wholesale', memberIds: [] };
    expect(await t.mutate(manager, 'routing.addInbox', wish)).toBe('forbidden');
    const strangers = { ...wish, memberIds: [other.members.agent.id] };
    expect(await t.mutate(admin, 'routing.addInbox', strangers)).toBe('not_found');
    const taken = { ...wish, id: other.inboxes.main };
    expect(await t.mutate(admin, 'routing.addInbox', taken)).toBe('not_found');
    expect(await names()).not.toContainEqual({ name: 'Wholesale' });
  });
});
