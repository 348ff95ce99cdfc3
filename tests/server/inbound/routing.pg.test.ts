import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let shop: TestWorkspace;
let t: TestApp;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  t = makeApp({ pool: db.pool });
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, outbox_item, routing_rule, view_count, health_sample',
  );
  await db.pool.query(
    `update inbox set policy = 'manual', capacity = null, last_assigned_id = null, hand_back_after_ms = null,
       first_target_ms = 3600000, answer_target_ms = 3600000, resolution_target_ms = null`,
  );
  await db.pool.query(`update member set availability = 'online', away_since = null, capacity = 30`);
  await db.pool.query(`update workspace set business_hours = null`);
  await db.pool.query(
    `insert into attendance (member_id, seen_at) select id, now() from member
     on conflict (member_id) do update set seen_at = now()`,
  );
  await db.pool.query('delete from graphile_worker._private_jobs');
});

type Line = {
  id: string;
  assignee: string | null;
  inbox: string;
  status: string;
  first: number | null;
  next: number | null;
  resolution: number | null;
  breach: string | null;
};
async function look(from = '254700000011'): Promise<Line> {
  const [line] = await db.rows<Line>(
    `select c.id, (select name from member where id = c.assignee_id) as assignee, c.status, b.name as inbox, c.breach,
       c.first_response_due_at as first, c.next_response_due_at as next, c.resolution_due_at as resolution
     from conversation c join inbox b on b.id = c.inbox_id
     join identity i on i.contact_id = c.contact_id and i.kind = 'whatsapp_id' where i.value = $1`,
    [from],
  );
  return line!;
}
const lines = (id: string) =>
  db.rows<{ kind: string; data: Record<string, unknown> }>(
    'select kind, data from activity where conversation_id = $1 order by at, id',
    [id],
  );
const setInbox = (sql: string) => db.pool.query(`update inbox set ${sql} where id = $1`, [shop.inboxes.main]);
const write = (over: Parameters<typeof inboundText>[0] = {}) => happen(db.pool, inboundText(over));
const nameOf = (who: keyof TestWorkspace['members']) => shop.members[who].name;
const contactOf = async (from: string) =>
  (await db.rows<{ id: string }>(`select contact_id as id from identity where value = $1`, [from]))[0]!.id;

describe('a customer who writes for the first time', () => {
  it('waits for somebody to pick, where people pick for themselves, and nothing is said about it', async () => {
    await write();
    const c = await look();
    expect(c).toMatchObject({ assignee: null, inbox: 'Sales', first: SENT_AT + HOUR, next: null });
    expect(await lines(c.id)).toEqual([]);
  });

  it('goes by turns to those who are online, and the timeline says why', async () => {
    await setInbox(`policy = 'round_robin'`);
    for (const n of [1, 2, 3]) await write({ from: `25470000000${n}` });
    const owners = await Promise.all([1, 2, 3].map(async (n) => (await look(`25470000000${n}`)).assignee));
    expect(owners).toEqual([nameOf('agent'), nameOf('colleague'), nameOf('agent')]);
    const c = await look('254700000001');
    expect(await lines(c.id)).toMatchObject([
      { kind: 'routed', data: { name: nameOf('agent'), reason: 'round_robin' } },
    ]);
    expect(
      await db.count(`select count(*) from notification where member_id = $1 and kind = 'assigned'`, [
        shop.members.agent.id,
      ]),
    ).toBe(2);
  });

  it('takes one turn each, however many write in the same moment', async () => {
    await setInbox(`policy = 'round_robin'`);
    await Promise.all(Array.from({ length: 10 }, (_, n) => write({ from: `2547000001${n}0` })));
    const loads = await db.rows<{ n: number }>(
      'select count(*)::int as n from conversation group by assignee_id',
    );
    expect(loads.map(({ n }) => n)).toEqual([5, 5]);
  });

  it('waits when everyone is full or away, with a line that says which', async () => {
    await setInbox(`policy = 'least_busy', capacity = 1`);
    for (const n of [1, 2, 3]) await write({ from: `25470000000${n}` });
    const c = await look('254700000003');
    expect(c.assignee).toBeNull();
    expect(await lines(c.id)).toMatchObject([{ kind: 'routed', data: { reason: 'all_full' } }]);
  });

  it('waits while nobody is at their desk, and goes to the first who comes back', async () => {
    await setInbox(`policy = 'round_robin'`);
    await db.pool.query(`update attendance set seen_at = now() - interval '4 minutes'`);
    await write();
    const c = await look();
    expect(c.assignee).toBeNull();
    expect(await lines(c.id)).toMatchObject([{ kind: 'routed', data: { reason: 'nobody_available' } }]);
    const headers = { cookie: t.signIn(shop, shop.members.colleague) };
    expect((await t.app.request('/api/presence/desk', { method: 'POST', headers })).status).toBe(204);
    expect(
      await db.count(`select count(*) from graphile_worker.jobs where task_identifier = 'drain-queue'`),
    ).toBe(1);
    await handlers['drain-queue']({ inboxId: shop.inboxes.main }, makeJobDeps(db.pool));
    expect((await look()).assignee).toBe(nameOf('colleague'));
  });

  it('is sent to another inbox by a rule, and the timeline names the rule', async () => {
    await db.pool.query(
      `insert into routing_rule (id, workspace_id, position, name, conditions, inbox_id) values ($1, $2, 1, 'Exchanges', $3, $4)`,
      [uuidv7(), shop.id, JSON.stringify({ keywords: ['kurudisha'] }), shop.inboxes.other],
    );
    await write({ text: 'Nataka kurudisha pillow' });
    const c = await look();
    expect(c.inbox).toBe('Support');
    expect(await lines(c.id)).toMatchObject([
      { kind: 'moved', data: { name: 'Support', rule: 'Exchanges' } },
    ]);
  });
});

describe('a customer we know', () => {
  it('comes back to the member they belong to, if that one is online', async () => {
    await write();
    await db.pool.query(`update conversation set status = 'closed', waiting_on = 'nobody'`);
    await db.pool.query('update contact set responsible_member_id = $1', [shop.members.colleague.id]);
    await write({ text: 'tena', sentAt: SENT_AT + HOUR });
    const c = await look();
    expect(c).toMatchObject({ status: 'open', assignee: nameOf('colleague') });
    expect((await lines(c.id)).at(-1)).toMatchObject({
      kind: 'routed',
      data: { reason: 'responsible_available', name: nameOf('colleague') },
    });
  });

  it('reopens to its owner, else to whoever is next; never to somebody who is away', async () => {
    await setInbox(`policy = 'round_robin'`);
    await write();
    expect((await look()).assignee).toBe(nameOf('agent'));
    await db.pool.query(`update conversation set status = 'closed', waiting_on = 'nobody'`);
    await write({ text: 'mbili', sentAt: SENT_AT + HOUR });
    expect((await look()).assignee).toBe(nameOf('agent'));
    await db.pool.query(`update conversation set status = 'closed', waiting_on = 'nobody'`);
    await db.pool.query(`update member set availability = 'away' where id = $1`, [shop.members.agent.id]);
    await write({ text: 'tatu', sentAt: SENT_AT + 2 * HOUR });
    expect((await look()).assignee).toBe(nameOf('colleague'));
  });

  it('who wakes a snoozed conversation keeps its owner, who is told', async () => {
    await write();
    const { id } = await look();
    await db.pool.query(
      `update conversation set status = 'snoozed', waiting_on = 'them', snoozed_until = now() + interval '1 day', assignee_id = $1`,
      [shop.members.agent.id],
    );
    await write({ text: 'nipo', sentAt: SENT_AT + HOUR });
    expect(await look()).toMatchObject({ status: 'open', assignee: nameOf('agent') });
    expect(await lines(id)).toMatchObject([{ kind: 'woken', data: { by: 'reply' } }]);
    expect(await db.count(`select count(*) from notification where kind = 'woken'`)).toBe(1);
  });
});

describe('what was promised', () => {
  const answer = (at: number) =>
    db.pool.query(
      `update conversation set waiting_on = 'them', waiting_since = to_timestamp($1::float8 / 1000), unanswered_count = 0`,
      [at],
    );

  it('is the first answer, then the next, then the first again when it was closed and opens anew', async () => {
    await db.pool.query(`update inbox set answer_target_ms = 7200000, resolution_target_ms = 36000000`);
    await write();
    expect(await look()).toMatchObject({
      first: SENT_AT + HOUR,
      next: null,
      resolution: SENT_AT + 10 * HOUR,
    });
    await answer(SENT_AT + 10 * MINUTE);
    expect(await look()).toMatchObject({ first: null, next: null, resolution: null });
    await write({ text: 'na rangi?', sentAt: SENT_AT + HOUR });
    expect(await look()).toMatchObject({
      first: null,
      next: SENT_AT + 3 * HOUR,
      // Fifty minutes were the customer's.
      resolution: SENT_AT + 10 * HOUR + 50 * MINUTE,
    });
    await db.pool.query(`update conversation set status = 'closed'`);
    expect(await look()).toMatchObject({ first: null, next: null, resolution: null });
    await write({ text: 'swali jipya', sentAt: SENT_AT + 5 * HOUR });
    expect(await look()).toMatchObject({ first: SENT_AT + 6 * HOUR, resolution: SENT_AT + 15 * HOUR });
  });

  it('stands by the first of several messages, in whatever order they come', async () => {
    await write({ text: 'mbili', sentAt: SENT_AT + 5 * MINUTE });
    await write({ text: 'moja', sentAt: SENT_AT });
    await write({ text: 'tatu', sentAt: SENT_AT + 9 * MINUTE });
    expect((await look()).first).toBe(SENT_AT + HOUR);
  });

  it('does not count the night', async () => {
    const day = [{ from: 480, to: 1080 }];
    await db.pool.query('update workspace set business_hours = $1', [
      JSON.stringify({ weekly: [day, day, day, day, day, day, day] }),
    ]);
    // 17:50 in Nairobi.
    await write({ sentAt: SENT_AT + 170 * MINUTE });
    expect((await look()).first).toBe(SENT_AT + 17 * HOUR + 50 * MINUTE);
  });

  it('when broken is marked once, told to the owner, and forgiven by an answer', async () => {
    await write();
    const { id } = await look();
    await db.pool.query('update conversation set assignee_id = $1', [shop.members.agent.id]);
    const tick = (now: number) => handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => now }));
    await tick(SENT_AT + HOUR - 1);
    expect((await look()).breach).toBeNull();
    await Promise.all([tick(SENT_AT + HOUR), tick(SENT_AT + HOUR)]);
    await tick(SENT_AT + 2 * HOUR);
    expect((await look()).breach).toBe('first');
    expect(await lines(id)).toMatchObject([
      { kind: 'breached', data: { breach: 'first', dueAt: SENT_AT + HOUR } },
    ]);
    expect(await db.rows(`select member_id, kind from notification where kind <> 'due_soon'`)).toEqual([
      { member_id: shop.members.agent.id, kind: 'breached' },
    ]);
    await answer(SENT_AT + 3 * HOUR);
    expect((await look()).breach).toBeNull();
  });

  it('with nobody to answer for it, the managers are told', async () => {
    await write();
    await handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => SENT_AT + HOUR }));
    expect(await db.rows('select member_id from notification')).toEqual([
      { member_id: shop.members.manager.id },
    ]);
  });

  it('a long one is warned of on time, though hundreds of shorter ones come before it', async () => {
    await write();
    const { id } = await look();
    await db.pool.query(
      `update conversation set first_response_due_at = to_timestamp($1::float8 / 1000) where id = $2`,
      [SENT_AT + 40 * HOUR, id],
    );
    await db.pool.query(
      `with people as (
         insert into contact (id, workspace_id, name) select gen_random_uuid(), workspace_id, 'c' || n
         from conversation, generate_series(1, 220) n returning id)
       insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, status, waiting_on, waiting_since,
         queue_order, last_message_at, first_response_due_at)
       select gen_random_uuid(), workspace_id, p.id, channel_id, inbox_id, 'p', 'open', 'us', to_timestamp($1::float8 / 1000),
         0, to_timestamp($1::float8 / 1000), to_timestamp($1::float8 / 1000) + interval '4 hours'
       from conversation, people p`,
      [SENT_AT + 28 * HOUR],
    );
    const tick = (now: number) => handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => now }));
    const told = () => db.rows(`select conversation_id as id from notification where kind = 'due_soon'`);
    await tick(SENT_AT + 30 * HOUR - 1);
    expect(await told()).toEqual([]);
    await tick(SENT_AT + 30 * HOUR);
    expect(await told()).toEqual([{ id }]);
    await tick(SENT_AT + 31.5 * HOUR);
    expect(await told()).toHaveLength(221);
    await tick(SENT_AT + 40 * HOUR);
    expect(await db.count(`select count(*) from conversation where breach = 'first'`)).toBe(221);
  });

  it('moved by whoever sets a priority is looked at anew, and not told of twice', async () => {
    await write();
    const { id } = await look();
    const tick = (now: number) => handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => now }));
    await t.mutate(t.signIn(shop, shop.members.agent), 'conversation.setPriority', {
      id,
      priority: 'high',
      activityId: uuidv7(),
      at: SENT_AT,
    });
    expect((await look()).first).toBe(SENT_AT + HOUR / 2);
    for (const minutes of [22, 23, 25]) await tick(SENT_AT + minutes * MINUTE);
    expect(await db.rows(`select at, kind from notification`)).toEqual([
      { at: SENT_AT + 23 * MINUTE, kind: 'due_soon' },
    ]);
  });

  it('is given to whatever waits without one, as when another system opened it', async () => {
    await write();
    await db.pool.query('update conversation set first_response_due_at = null');
    await handlers['mark-breaches']({}, makeJobDeps(db.pool));
    expect((await look()).first).toBe(SENT_AT + HOUR);
  });

  it('a send that went wrong tells its author, once', async () => {
    const conversation = await makeConversation(db.pool, shop);
    const { agent } = shop.members;
    await db.pool.query(
      `insert into message (id, workspace_id, conversation_id, direction, type, status, author_kind, author_member_id, at)
       values ($1, $2, $3, 'outbound', 'text', 'failed', 'member', $4, to_timestamp($5::float8 / 1000))`,
      [uuidv7(), shop.id, conversation.id, agent.id, SENT_AT],
    );
    await db.pool.query('update conversation set troubled_count = 1 where id = $1', [conversation.id]);
    for (let n = 0; n < 2; n++) await handlers['mark-breaches']({}, makeJobDeps(db.pool));
    expect(await db.rows(`select member_id, kind from notification`)).toEqual([
      { member_id: agent.id, kind: 'failed' },
    ]);
  });
});

describe('the queue', () => {
  const drain = () => handlers['drain-queue']({ inboxId: shop.inboxes.main }, makeJobDeps(db.pool));
  const rung = () =>
    db.count(`select count(*) from graphile_worker.jobs where task_identifier = 'drain-queue'`);

  it('drains, longest wait first, to those who have room', async () => {
    for (const n of [3, 1, 2]) await write({ from: `25470000000${n}`, sentAt: SENT_AT + n * MINUTE });
    await setInbox(`policy = 'least_busy', capacity = 1`);
    await Promise.all([drain(), drain()]);
    const owners = await Promise.all([1, 2, 3].map(async (n) => (await look(`25470000000${n}`)).assignee));
    expect(owners.slice(0, 2).sort()).toEqual([nameOf('agent'), nameOf('colleague')].sort());
    expect(owners[2]).toBeNull();
  });

  it('is rung when somebody comes online, closes or hands back, and is left alone where people pick', async () => {
    await write();
    const { id } = await look();
    const cookie = t.signIn(shop, shop.members.agent);
    const base = { id, activityId: uuidv7(), at: SENT_AT };
    await t.mutate(cookie, 'member.setAvailability', { availability: 'online', at: SENT_AT });
    expect(await rung()).toBe(0);
    await setInbox(`policy = 'round_robin'`);
    await t.mutate(cookie, 'member.setAvailability', { availability: 'online', at: SENT_AT });
    expect(await rung()).toBe(1);
    await db.pool.query('delete from graphile_worker._private_jobs');
    await t.mutate(cookie, 'conversation.close', base);
    expect(await rung()).toBe(1);
  });

  it('gets back the waiting customers of somebody who has been away too long, and only those', async () => {
    await write({ from: '254700000001' });
    await write({ from: '254700000002' });
    await db.pool.query('update conversation set assignee_id = $1', [shop.members.agent.id]);
    await db.pool.query(`update conversation set waiting_on = 'them' where id = $1`, [
      (await look('254700000002')).id,
    ]);
    await setInbox('hand_back_after_ms = 600000');
    await t.mutate(t.signIn(shop, shop.members.agent), 'member.setAvailability', {
      availability: 'away',
      at: SENT_AT,
    });
    const tick = (now: number) => handlers['hand-back-away']({}, makeJobDeps(db.pool, { now: () => now }));
    await tick(SENT_AT + 9 * MINUTE);
    expect((await look('254700000001')).assignee).toBe(nameOf('agent'));
    await tick(SENT_AT + 10 * MINUTE);
    const c = await look('254700000001');
    expect(c.assignee).toBeNull();
    expect(await lines(c.id)).toMatchObject([{ kind: 'handed_back', data: { reason: 'away' } }]);
    expect((await look('254700000002')).assignee).toBe(nameOf('agent'));
  });
});

describe('how the queues stood', () => {
  it('is kept once a quarter of an hour, the newest count of each, for each inbox and for all', async () => {
    const sample = () => handlers['sample-health']({}, makeJobDeps(db.pool));
    await sample();
    await db.pool.query(
      `insert into view_count (workspace_id, key, count) values ($1, 'us:x', 2), ($1, 'us:y', 3)`,
      [shop.id],
    );
    await sample();
    expect(await db.rows(`select count, quarter from health_sample where key = 'us'`)).toEqual([
      { count: 5, quarter: Math.floor(SENT_AT / 900_000) },
    ]);
    expect(await db.rows(`select key, count from health_sample where key like 'us:%' order by key`)).toEqual([
      { key: 'us:x', count: 2 },
      { key: 'us:y', count: 3 },
    ]);
    expect(await db.count('select count(*) from health_sample')).toBe(9);
  });
});

describe('what a list can be filtered by', () => {
  it('follows the contact’s tags and language', async () => {
    await write();
    const contactId = await contactOf('254700000011');
    await db.pool.query(`update contact set tags = '["Wholesale", "Ruiru"]', language = 'sw' where id = $1`, [
      contactId,
    ]);
    expect(await db.rows('select contact_tags, contact_language from conversation')).toEqual([
      { contact_tags: '|ruiru|wholesale|', contact_language: 'sw' },
    ]);
  });
});
