import { beforeAll, describe, expect, it } from 'vitest';
import type { LooksPage } from '#server/api/list-looks.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
/** More than two pages of fifty. */
const COUNT = 120;
let t: TestApp;
let shop: TestWorkspace;
let neighbour: TestWorkspace;

async function lookAt(workspace: TestWorkspace, count: number): Promise<void> {
  const [phone] = await db.rows<{ id: string }>(
    `select id from identity where workspace_id = '${workspace.id}' and kind = 'phone'`,
  );
  for (let n = 0; n < count; n++)
    await db.pool.query(
      `insert into number_look (id, workspace_id, member_id, identity_id, at) values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000))`,
      // Three at a time in the same instant, as a page's edge may fall between them.
      [uuidv7(), workspace.id, workspace.members.manager.id, phone!.id, SENT_AT + Math.floor(n / 3) * 1_000],
    );
}

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Jirani' });
  for (const workspace of [shop, neighbour]) await makeConversation(db.pool, workspace);
  await lookAt(neighbour, 5);
  await lookAt(shop, COUNT);
});

async function page(before: string | null, workspace = shop): Promise<{ status: number; body: LooksPage }> {
  const cookie = t.signIn(workspace, workspace.members.manager);
  const answer = await t.app.request(`/api/numbers/looks${before === null ? '' : `?before=${before}`}`, {
    headers: { cookie },
  });
  return { status: answer.status, body: (await answer.json()) as LooksPage };
}

describe('who looked', () => {
  it('comes in pages that meet every look once, the newest first, also while others look', async () => {
    const seen: LooksPage['items'] = [];
    let before: string | null = null;
    do {
      const { status, body } = await page(before);
      expect(status).toBe(200);
      expect(body.items.length).toBeLessThanOrEqual(50);
      seen.push(...body.items);
      before = body.nextBefore;
      await lookAt(shop, 1);
    } while (before !== null);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(COUNT);
    expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => b - a));
    expect(seen[0]).toMatchObject({ who: shop.members.manager.name, what: 'number', count: 1 });
  });

  it('shows nobody another business’s looks, wherever a page is asked to begin', async () => {
    const theirs = (await page(null, neighbour)).body.items;
    expect(theirs).toHaveLength(5);
    const ours = (await page(theirs[0]!.id)).body.items;
    expect(ours.some(({ id }) => theirs.some((look) => look.id === id))).toBe(false);
  });

  it('refuses a beginning that is no look', async () => {
    expect((await page('x')).status).toBe(400);
    expect((await page(uuidv7())).body.items).toEqual([]);
  });
});
