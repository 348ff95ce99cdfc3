import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { PRESENCE_TIMEOUT_MS } from '#schema/domain/presence-fresh.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const TAB = 'a-tab-of-mine';

let t: TestApp;
let shop: TestWorkspace;
let conversation: TestConversation;
let now = SENT_AT;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
  conversation = await makeConversation(db.pool, shop);
});
beforeEach(async () => {
  now = SENT_AT;
  await db.pool.query('delete from presence');
  await db.pool.query('delete from reply_lease');
});

const cookieOf = (who: 'agent' | 'manager') => t.signIn(shop, shop.members[who]);
const show = (who: 'agent' | 'manager', kind: 'viewing' | 'typing' = 'viewing') =>
  t.mutate(cookieOf(who), 'presence.touch', { tabId: TAB, conversationId: conversation.id, kind, at: now });
const beat = async (who: 'agent' | 'manager', tab = TAB) =>
  (await t.app.request(`/api/presence/${tab}/beat`, { method: 'POST', headers: { cookie: cookieOf(who) } }))
    .status;
const sweep = () => handlers['sweep-presence']({}, makeJobDeps(db.pool, { now: () => now }));
const here = () => db.rows('select member_id, xmin::text as version from presence order by id');

describe('a tab that shows a conversation', () => {
  it('stays with its colleagues while it beats, and its row is not written again', async () => {
    await show('agent');
    const before = await here();
    for (let beats = 0; beats < 5; beats++) {
      now += PRESENCE_TIMEOUT_MS - 1;
      expect(await beat('agent')).toBe(204);
      await sweep();
    }
    expect(before).toHaveLength(1);
    expect(await here()).toEqual(before);
  });

  it('is gone once it has been silent, and has to say anew what it shows', async () => {
    await show('agent');
    now += PRESENCE_TIMEOUT_MS;
    await sweep();
    expect(await here()).toHaveLength(1);
    now += 1;
    await sweep();
    expect(await here()).toEqual([]);
    expect(await beat('agent')).toBe(410);
  });

  it('is known again after a crash that forgot all beats, once it says so', async () => {
    await show('agent');
    await emptyTables(db.pool, 'presence_beat');
    now += PRESENCE_TIMEOUT_MS + 1;
    await sweep();
    expect(await beat('agent')).toBe(410);
    await show('agent');
    expect(await beat('agent')).toBe(204);
  });

  it('goes on showing the customer that an answer is being written', async () => {
    await db.pool.query('delete from read_receipt');
    await t.mutate(cookieOf('agent'), 'lease.acquire', {
      conversationId: conversation.id,
      tabId: TAB,
      at: now,
    });
    await show('agent', 'typing');
    const asked = () => db.rows('select typing_at from read_receipt');
    const [first] = await asked();
    now += 14_000;
    await t.mutate(cookieOf('agent'), 'lease.acquire', {
      conversationId: conversation.id,
      tabId: TAB,
      at: now,
    });
    now += 10_000;
    await beat('agent');
    const [second] = await asked();
    expect(first).toBeDefined();
    expect(second).not.toEqual(first);
  });
});

describe('somebody at their desk', () => {
  const desk = async (method: 'POST' | 'DELETE', who: 'agent' | null = 'agent') =>
    (
      await t.app.request('/api/presence/desk', {
        method,
        ...(who && { headers: { cookie: cookieOf(who) } }),
      })
    ).status;
  const seen = () => db.rows(`select member_id from attendance where seen_at > now() - interval '5 seconds'`);
  const shown = () => db.rows('select id, xmin::text as version from member where is_at_desk');
  beforeEach(async () => {
    await db.pool.query('delete from attendance');
    await db.pool.query('update member set is_at_desk = false');
  });

  it('says so from whatever page; colleagues’ screens hear of it once, and when they are gone', async () => {
    expect(await desk('POST')).toBe(204);
    expect(await seen()).toEqual([{ member_id: shop.members.agent.id }]);
    expect(await here()).toEqual([]);
    const first = await shown();
    expect(first).toMatchObject([{ id: shop.members.agent.id }]);
    for (const silence of ['20 seconds', '2 minutes']) {
      await db.pool.query(`update attendance set seen_at = now() - $1::interval`, [silence]);
      await sweep();
      expect(await desk('POST')).toBe(204);
    }
    expect(await shown()).toEqual(first);
    await db.pool.query(`update attendance set seen_at = now() - interval '3 minutes'`);
    await sweep();
    expect(await shown()).toEqual([]);
    await desk('POST');
    expect(await shown()).toMatchObject([{ id: shop.members.agent.id }]);
  });

  it('who was swept away in the moment they beat is there again with their next beat', async () => {
    await desk('POST');
    await db.pool.query('update member set is_at_desk = false');
    await db.pool.query(`update attendance set seen_at = now() - interval '30 seconds'`);
    await desk('POST');
    expect(await shown()).toMatchObject([{ id: shop.members.agent.id }]);
  });

  it('is told from a tab that only stands there', async () => {
    await show('agent');
    await beat('agent');
    expect(await seen()).toEqual([]);
  });

  it('has left it on signing out, until they are back', async () => {
    await desk('POST');
    expect(await desk('DELETE')).toBe(204);
    expect(await seen()).toEqual([]);
    expect(await shown()).toEqual([]);
    await desk('POST');
    expect(await seen()).toHaveLength(1);
  });

  it('is somebody who is signed in', async () => {
    expect(await desk('POST', null)).toBe(401);
    expect(await desk('DELETE', null)).toBe(401);
    expect(await seen()).toEqual([]);
  });
});

describe('a tab that is not mine', () => {
  it('is not kept by me, and nobody beats without a session or with a name that is none', async () => {
    await show('agent');
    expect(await beat('manager')).toBe(410);
    expect((await t.app.request(`/api/presence/${TAB}/beat`, { method: 'POST' })).status).toBe(401);
    expect(await beat('agent', 'x')).toBe(400);
  });
});
