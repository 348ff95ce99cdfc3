import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handBackAway } from '#server/inbound/hand-back-away.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { ZERO_API_KEY } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { SYNC_SCHEMA } from '../../support/template-database.ts';
import { cookieOf, openPeopleDesk, PASSWORD } from './people-desk.ts';
import type { PeopleDesk } from './people-desk.ts';

const db = testDatabase();
let desk: PeopleDesk;
let conversation: TestConversation;

beforeAll(async () => {
  desk = await openPeopleDesk(db);
  conversation = await makeConversation(db.pool, desk.shop);
});
afterAll(() => desk.close());

type Who = keyof PeopleDesk['shop']['members'];
const idOf = (who: Who) => desk.shop.members[who].id;
const ask = (who: Who, path: string, body: object = {}) =>
  desk.ask(desk.cookies[who], `/api/people/${path}`, body);
const change = (who: Who, body: object) => ask('admin', idOf(who), body);
const seats = async (who: Who) =>
  (
    await db.rows<{ id: string }>('select inbox_id as id from inbox_member where member_id = $1', [idOf(who)])
  ).map(({ id }) => id);

/** Everyone as they were, signed in. */
beforeEach(async () => {
  for (const [who, { id, role, inboxIds }] of Object.entries(desk.shop.members)) {
    await db.pool.query(`update member set role = $2, deactivated_at = null, capacity = 30 where id = $1`, [
      id,
      role,
    ]);
    await db.pool.query('delete from inbox_member where member_id = $1', [id]);
    for (const inboxId of inboxIds)
      await db.pool.query('insert into inbox_member values ($1, $2, $3)', [inboxId, id, desk.shop.id]);
    if ((await desk.me(desk.cookies[who as Who])) !== 200)
      desk.cookies[who as Who] = cookieOf(await desk.signIn(`${who}@shop.test`));
  }
});

describe('changing a colleague', () => {
  it('changes what is named and keeps the rest, with who did it', async () => {
    const { other } = desk.shop.inboxes;
    expect((await change('agent', { role: 'manager' })).status).toBe(200);
    expect((await change('agent', { name: 'Amina H.', capacity: 12, inboxIds: [other] })).status).toBe(200);
    expect(
      await db.rows('select name, role, capacity, changed_by_id from member where id = $1', [idOf('agent')]),
    ).toEqual([{ name: 'Amina H.', role: 'manager', capacity: 12, changed_by_id: idOf('admin') }]);
    expect(await seats('agent')).toEqual([other]);
  });

  it('rings for what they do not see any more, in the same transaction', async () => {
    await db.pool.query(`update conversation set assignee_id = $2, status = 'open' where id = $1`, [
      ...[conversation.id, idOf('agent')],
    ]);
    await change('agent', { inboxIds: [desk.shop.inboxes.other] });
    expect(
      await db.count(
        `select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'hand-back-away'`,
      ),
    ).toBeGreaterThan(0);
    await handBackAway(db.pool, desk.clock.now);
    expect(await db.rows('select assignee_id from conversation where id = $1', [conversation.id])).toEqual([
      { assignee_id: null },
    ]);
  });

  it('an inbox of another business is passed over', async () => {
    await change('agent', { inboxIds: [uuidv7(), desk.shop.inboxes.main] });
    expect(await seats('agent')).toEqual([desk.shop.inboxes.main]);
  });

  it.each([{ role: 'owner' }, { capacity: 0 }, { name: '' }, { inboxIds: 'all' }])(
    'refuses what makes no sense: %j',
    async (body) => expect((await change('agent', body)).status).toBe(400),
  );
});

describe('the last admin', () => {
  it('keeps the role and stays', async () => {
    const { name } = desk.shop.members.admin;
    for (const refused of [
      await change('admin', { role: 'agent' }),
      await ask('admin', `${idOf('admin')}/remove`),
    ])
      expect(refused).toMatchObject({ status: 409, body: { code: 'last_admin', details: { name } } });
    expect((await change('admin', { name: desk.shop.members.admin.name })).status).toBe(200);
  });

  it('is never both of two who take the role from each other at once', async () => {
    for (let round = 0; round < 12; round++) {
      await db.pool.query(`update member set role = 'admin', deactivated_at = null where id = any ($1)`, [
        [idOf('admin'), idOf('manager')],
      ]);
      const isLeaving = round % 2 === 0;
      const [path, body] = isLeaving ? ['/remove', {}] : ['', { role: 'agent' }];
      for (const who of ['admin', 'manager'] as const)
        if ((await desk.me(desk.cookies[who])) !== 200)
          desk.cookies[who] = cookieOf(await desk.signIn(`${who}@shop.test`));
      const both = await Promise.all([
        ask('admin', `${idOf('manager')}${path}`, body),
        ask('manager', `${idOf('admin')}${path}`, body),
      ]);
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(
        await db.count(
          `select count(*) from member where workspace_id = $1 and role = 'admin' and deactivated_at is null`,
          [desk.shop.id],
        ),
      ).toBe(1);
    }
  });

  it('nobody takes themselves out, even where another admin is', async () => {
    await change('manager', { role: 'admin' });
    expect((await ask('admin', `${idOf('admin')}/remove`)).body).toMatchObject({ code: 'not_oneself' });
    expect((await change('admin', { role: 'manager' })).status, 'but may give the role up').toBe(200);
  });
});

describe('taking somebody out', () => {
  const remove = (who: Who) => ask('admin', `${idOf(who)}/remove`);
  const query = async (cookie: string) =>
    (
      await desk.app.request(`/api/zero/query?schema=${SYNC_SCHEMA}&appID=zero`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': ZERO_API_KEY, cookie },
        body: JSON.stringify(['transform', [{ id: 'a', name: 'workspace.inboxes', args: [] }]]),
      })
    ).text();

  it('ends their sessions at once, their sign-in, and what the sync engine may read for them', async () => {
    expect(await query(desk.cookies.agent)).toContain('"ast"');
    expect((await remove('agent')).status).toBe(200);
    expect(await desk.me(desk.cookies.agent)).toBe(401);
    expect(await query(desk.cookies.agent)).not.toContain('"ast"');
    expect(
      await db.count(
        'select count(*) from auth.session s join member m on m.user_id = s."userId" where m.id = $1',
        [idOf('agent')],
      ),
    ).toBe(0);
    const [right, wrong] = [
      await desk.signIn('agent@shop.test'),
      await desk.signIn('agent@shop.test', 'x'.repeat(9)),
    ];
    expect(right.status).toBe(401);
    expect(right.body, 'as for somebody unknown').toEqual(wrong.body);
  });

  it('a role that is taken narrows what the sync engine may read for the same session', async () => {
    const before = await query(desk.cookies.manager);
    await change('manager', { role: 'agent', inboxIds: [desk.shop.inboxes.other] });
    const after = await query(desk.cookies.manager);
    expect(before).not.toContain(desk.shop.inboxes.other);
    expect(after).toContain(desk.shop.inboxes.other);
    expect(after).not.toContain(desk.shop.inboxes.main);
  });

  it('frees the reply they held, and gives back what they owned', async () => {
    await db.pool.query(`update conversation set assignee_id = $2, status = 'open' where id = $1`, [
      ...[conversation.id, idOf('agent')],
    ]);
    await db.pool.query(
      `insert into reply_lease (conversation_id, workspace_id, member_id, tab_id, acquired_at) values ($1, $2, $3, 'tab-00000001', now())`,
      [conversation.id, desk.shop.id, idOf('agent')],
    );
    await remove('agent');
    expect(await db.count('select count(*) from reply_lease where member_id = $1', [idOf('agent')])).toBe(0);
    await handBackAway(db.pool, desk.clock.now);
    expect(await db.rows('select assignee_id from conversation where id = $1', [conversation.id])).toEqual([
      { assignee_id: null },
    ]);
    expect(await seats('agent')).toEqual([]);
  });

  it('calls the managers to what they were asked and had not decided', async () => {
    const id = uuidv7();
    await db.pool.query(
      `insert into escalation (id, workspace_id, conversation_id, by_id, to_id, reason, at) values ($1, $2, $3, $4, $5, 'Punguzo?', now())`,
      [id, desk.shop.id, conversation.id, idOf('colleague'), idOf('agent')],
    );
    await remove('agent');
    expect(
      await db.rows(
        `select member_id, kind, actor_name, data->>'reason' as reason from notification where id like $1`,
        [`left:${id}%`],
      ),
    ).toEqual([
      {
        ...{ member_id: idOf('manager'), kind: 'escalated', reason: 'Punguzo?' },
        actor_name: desk.shop.members.colleague.name,
      },
    ]);
  });

  it('keeps the row and the name; let in again they are who they were and where they worked', async () => {
    await remove('agent');
    expect((await remove('agent')).status, 'once').toBe(404);
    expect((await change('agent', { role: 'admin' })).status).toBe(404);
    expect((await ask('admin', `${idOf('agent')}/restore`)).status).toBe(200);
    expect(await desk.me(desk.cookies.agent), 'an old session stays over').toBe(401);
    expect((await desk.signIn('agent@shop.test', PASSWORD)).status).toBe(200);
    expect(await seats('agent')).toEqual([desk.shop.inboxes.main]);
    expect((await ask('admin', `${idOf('agent')}/restore`)).status).toBe(404);
  });
});
