import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import type { PushPayload } from '#schema/domain/push-payload.ts';
import { makePushKeys } from '#server/providers/push/make-push-keys.ts';
import type { PushCall, PushOutcome } from '#server/providers/push/send-push.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestMember, TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const HOUR = 3_600_000;
// A fair sample of what a browser makes: a point on the curve, and sixteen bytes.
const DEVICE_KEYS = { p256dh: makePushKeys().publicKey, auth: 'AAAAAAAAAAAAAAAAAAAAAA' };
const endpoint = (name: string) => `https://push.example.com/${name}`;

let t: TestApp;
let shop: TestWorkspace;
let other: TestWorkspace;
let conversation: TestConversation;
let agent: TestMember;
let manager: TestMember;
let calls: PushCall[];
let answer: PushOutcome;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
  other = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka la Jirani' });
  ({ agent, manager } = shop.members);
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'conversation, provider_event, contact, identity, push_subscription, push_key, notification_preference',
  );
  await db.pool.query(`update member set availability = 'online', deactivated_at = null`);
  await db.pool.query('delete from graphile_worker._private_jobs');
  conversation = await makeConversation(db.pool, shop);
  await db.pool.query('delete from graphile_worker._private_jobs');
  calls = [];
  answer = 'sent';
});

const push = {
  contact: 'mailto:nobody@kazi.example',
  send: async (call: PushCall) => (calls.push(call), answer),
};
const at = (now: number) => makeJobDeps(db.pool, { push, now: () => now });

/** Answers of `/api/push`, as a member's browser gets them; null is a browser nobody signed in on. */
async function ask(member: TestMember | null, path: string, init: RequestInit = {}): Promise<Response> {
  const owner = Object.values(other.members).includes(member!) ? other : shop;
  const cookie = member ? t.signIn(owner, member) : 'nobody';
  const headers = { cookie, 'content-type': 'application/json', ...(init.headers as Record<string, string>) };
  return t.app.request(`/api/push/${path}`, { ...init, headers });
}
const subscribe = (member: TestMember | null, body: object, headers = {}) =>
  ask(member, 'subscriptions', { method: 'POST', body: JSON.stringify(body), headers });
const device = (name: string, locale = 'en') => ({ endpoint: endpoint(name), keys: DEVICE_KEYS, locale });

async function tellOf(
  member: TestMember,
  { id = 'n1', kind = 'mentioned', about = conversation.id, when = SENT_AT } = {},
) {
  await db.pool.query(
    `insert into notification (id, workspace_id, member_id, conversation_id, kind, contact_name, actor_name, data, at)
     values ($1, $2, $3, $4, $5, 'Amina', 'Brian', '{"note":"bei ya mwisho"}', to_timestamp($6::float8 / 1000))`,
    [id, shop.id, member.id, about, kind, when],
  );
}
type Bell = { name: string; payload: never; runAt: number };
const bells = () =>
  db.rows<Bell>(
    `select task_identifier as name, p.payload, j.run_at as "runAt" from graphile_worker.jobs j
     join graphile_worker._private_jobs p on p.id = j.id order by j.id`,
  );
/** Does what has been rung for and is due by `now`, until nothing is. */
async function work(now: number): Promise<void> {
  for (;;) {
    const due = (await bells()).filter(
      ({ name, runAt }) => name === 'send-push' || runAt <= Math.max(now, Date.now()),
    );
    await db.pool.query(
      `delete from graphile_worker._private_jobs where id in (select id from graphile_worker.jobs where
      task_identifier = 'send-push' or run_at <= to_timestamp($1::float8 / 1000))`,
      [Math.max(now, Date.now())],
    );
    if (due.length === 0) return;
    for (const { name, payload } of due) {
      if (name === 'decide-push') await handlers['decide-push'](payload, at(now));
      if (name === 'send-push') await handlers['send-push'](payload, at(now));
    }
  }
}
const heard = () =>
  calls
    .map(({ subscription, text }) => ({ to: subscription.endpoint, ...(JSON.parse(text) as PushPayload) }))
    .sort((a, b) => a.to.localeCompare(b.to));

describe('a person who is told something', () => {
  it('hears it once on each of their devices, and nobody else hears it', async () => {
    await subscribe(agent, device('phone', 'sw'));
    await subscribe(agent, device('laptop'));
    await subscribe(manager, device('boss'));
    await subscribe(other.members.agent, device('neighbour'));
    await tellOf(agent);
    await work(SENT_AT);
    await handlers['decide-push']({ memberId: agent.id }, at(SENT_AT));
    await work(SENT_AT);
    expect(heard()).toMatchObject([
      { to: endpoint('laptop'), locale: 'en' },
      {
        to: endpoint('phone'),
        locale: 'sw',
        kind: 'mentioned',
        contactName: 'Amina',
        unread: 1,
        url: `/inbox/${conversation.id}`,
      },
    ]);
    expect(calls.map(({ text }) => text).join()).not.toMatch(/bei ya mwisho|254/);
  });

  it('is rung for in the transaction that tells them, and not at all without a device', async () => {
    await tellOf(agent, { id: 'before' });
    expect(await bells()).toEqual([]);
    await subscribe(agent, device('phone'));
    const client = await db.pool.connect();
    await client.query('begin');
    await client.query(
      `insert into notification (id, workspace_id, member_id, kind, contact_name, at) values ('x', $1, $2, 'woken', 'A', now())`,
      [shop.id, agent.id],
    );
    await client.query('rollback');
    client.release();
    expect(await bells()).toEqual([]);
    await tellOf(agent);
    expect(await bells()).toMatchObject([{ name: 'decide-push', payload: { memberId: agent.id } }]);
  });

  it('does not hear on a new device what was old when it came', async () => {
    await tellOf(agent, { id: 'old', when: SENT_AT - 1 });
    await subscribe(agent, device('phone'));
    await tellOf(agent, { id: 'new' });
    await work(SENT_AT);
    expect(heard()).toMatchObject([{ count: 1 }]);
  });

  it('hears nothing of what they have read by then, before or after it was decided', async () => {
    await subscribe(agent, device('phone'));
    await tellOf(agent);
    await db.pool.query('update notification set read_at = now()');
    await work(SENT_AT);
    await tellOf(agent, { id: 'n2' });
    await handlers['decide-push']({ memberId: agent.id }, at(SENT_AT));
    await db.pool.query('update notification set read_at = now()');
    await work(SENT_AT);
    expect(heard()).toEqual([]);
  });

  it('hears nothing of what they turned off, nor of the conversation on their screen', async () => {
    await subscribe(agent, device('phone'));
    await t.mutate(t.signIn(shop, agent), 'notification.setPreferences', {
      topics: { late: { sound: true, push: false } },
      isAwayOnly: false,
    });
    await tellOf(agent, { kind: 'breached' });
    await db.pool.query(
      `insert into presence (id, workspace_id, member_id, conversation_id, kind, seen_at)
       values ('tab', $1, $2, $3, 'viewing', to_timestamp($4::float8 / 1000))`,
      [shop.id, agent.id, conversation.id, SENT_AT],
    );
    await db.pool.query(`insert into presence_beat values ('tab', to_timestamp($1::float8 / 1000))`, [
      SENT_AT,
    ]);
    await tellOf(agent, { id: 'n2' });
    await work(SENT_AT);
    expect(heard()).toEqual([]);
    // Their tab crashed a minute ago: nobody looks at it any more.
    await tellOf(agent, { id: 'n3', when: SENT_AT + 60_000 });
    await work(SENT_AT + 60_000);
    expect(heard()).toHaveLength(1);
    await db.pool.query('delete from presence');
  });

  it('at night hears nothing, and in the morning one summary of what is still unread', async () => {
    await subscribe(agent, device('phone'));
    // SENT_AT is in the afternoon in Nairobi; quiet from 13:00 to 19:00 is quiet now.
    await t.mutate(t.signIn(shop, agent), 'notification.setPreferences', {
      quiet: { from: 13 * 60, to: 19 * 60, days: [0, 1, 2, 3, 4, 5, 6] },
    });
    const second = await makeConversation(db.pool, shop, { from: '254700000012' });
    await db.pool.query('delete from graphile_worker._private_jobs');
    await tellOf(agent, { id: 'n1' });
    await handlers['decide-push']({ memberId: agent.id }, at(SENT_AT));
    await tellOf(agent, { id: 'n2', about: second.id });
    await tellOf(agent, { id: 'n3' });
    await tellOf(agent, { id: 'n4' });
    await handlers['decide-push']({ memberId: agent.id }, at(SENT_AT + 1));
    expect(heard()).toEqual([]);
    const held = await bells();
    expect(held).toHaveLength(1);
    const morning = held[0]!.runAt;
    expect(new Date(morning).toISOString().slice(11, 16)).toBe('16:00');
    await db.pool.query(`update notification set read_at = now() where id = 'n4'`);
    await handlers['decide-push']({ memberId: agent.id }, at(morning));
    await work(morning);
    expect(heard()).toMatchObject([{ count: 3, url: '/inbox', unread: 3 }]);
  });

  it('hears nothing of an inbox they were taken out of, nor after they left', async () => {
    await subscribe(shop.members.outsider, device('phone'));
    await tellOf(shop.members.outsider);
    await work(SENT_AT);
    await subscribe(agent, device('laptop'));
    await tellOf(agent, { id: 'n2' });
    await handlers['decide-push']({ memberId: agent.id }, at(SENT_AT));
    await db.pool.query('update member set deactivated_at = now() where id = $1', [agent.id]);
    await work(SENT_AT);
    expect(heard()).toEqual([]);
  });
});

describe('a device', () => {
  it('its push service does not know any more is forgotten', async () => {
    await subscribe(agent, device('phone'));
    answer = 'gone';
    await tellOf(agent);
    await work(SENT_AT);
    expect(calls).toHaveLength(1);
    expect(await db.count('select count(*) from push_subscription')).toBe(0);
  });

  it('whose push service has trouble is tried again, and stays', async () => {
    await subscribe(agent, device('phone'));
    answer = 'later';
    await tellOf(agent);
    await expect(work(SENT_AT)).rejects.toThrow('could not take it now');
    expect(await db.count('select count(*) from push_subscription')).toBe(1);
  });

  it('belongs to whoever signed in on it last, who hears nothing meant for the one before', async () => {
    await subscribe(agent, device('shared'));
    await tellOf(agent);
    await handlers['decide-push']({ memberId: agent.id }, at(SENT_AT));
    await subscribe(manager, device('shared'));
    await work(SENT_AT);
    expect(heard()).toEqual([]);
    expect(await db.rows('select member_id as id from push_subscription')).toEqual([{ id: manager.id }]);
  });

  it('is let go by its owner alone, and the eleventh takes the place of the first', async () => {
    await subscribe(agent, device('phone'));
    const remove = (member: TestMember | null) =>
      ask(member, 'subscriptions', {
        method: 'DELETE',
        body: JSON.stringify({ endpoint: endpoint('phone') }),
      });
    await remove(manager);
    expect(await db.count('select count(*) from push_subscription')).toBe(1);
    expect((await remove(agent)).status).toBe(204);
    expect(await db.count('select count(*) from push_subscription')).toBe(0);
    for (let n = 0; n < 11; n++) await subscribe(agent, device(`d${n}`));
    expect(await db.count('select count(*) from push_subscription')).toBe(10);
  });

  it('is not kept for a stranger, from another site, or at an address beside us', async () => {
    expect((await subscribe(null, device('phone'))).status).toBe(401);
    expect((await ask(null, 'key')).status).toBe(401);
    expect((await subscribe(agent, device('phone'), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    for (const bad of [
      { ...device('x'), endpoint: 'https://127.0.0.1/x' },
      { ...device('x'), endpoint: 'http://push.example.com/x' },
      { ...device('x'), keys: { ...DEVICE_KEYS, auth: 'AAAA' } },
      { ...device('x'), keys: { ...DEVICE_KEYS, p256dh: 'not base64!' } },
      { endpoint: endpoint('x') },
      { ...device('x'), locale: 'x'.repeat(5_000) },
    ])
      expect((await subscribe(agent, bad)).status).toBe(400);
    expect(await db.count('select count(*) from push_subscription')).toBe(0);
  });
});

describe('the key of this installation', () => {
  it('is made once however many ask at once, and its private half is sealed', async () => {
    const answers = await Promise.all([agent, manager, agent].map((member) => ask(member, 'key')));
    const keys = new Set(
      await Promise.all(answers.map(async (a) => ((await a.json()) as { key: string }).key)),
    );
    expect(keys.size).toBe(1);
    await subscribe(agent, device('phone'));
    await tellOf(agent);
    await work(SENT_AT);
    expect([...keys]).toEqual([calls[0]!.keys.publicKey]);
    const [line] = await db.rows<{ sealed: string }>('select private_key_sealed as sealed from push_key');
    expect(line!.sealed).not.toContain(calls[0]!.keys.privateKey);
  });
});

describe('how I want to be told', () => {
  const mine = (member: TestMember) =>
    db.rows(
      'select topics, quiet, is_away_only as "isAwayOnly" from notification_preference where member_id = $1',
      [member.id],
    );

  it('is mine alone, and a choice leaves the others as they are', async () => {
    const cookie = t.signIn(shop, agent);
    const quiet = { from: 60, to: 120, days: [1] };
    expect(await t.mutate(cookie, 'notification.setPreferences', { quiet })).toBeNull();
    expect(
      await t.mutate(cookie, 'notification.setPreferences', {
        ...{ topics: { woken: { sound: false, push: false } }, isAwayOnly: false },
        // Ignored: there is no way to name somebody.
        ...{ memberId: manager.id, workspaceId: other.id },
      }),
    ).toBeNull();
    expect(await mine(agent)).toMatchObject([
      { quiet, isAwayOnly: false, topics: { woken: { push: false }, mention: { push: true } } },
    ]);
    expect(await mine(manager)).toEqual([]);
    expect(await t.mutate(cookie, 'notification.setPreferences', { quiet: null })).toBeNull();
    expect(await mine(agent)).toMatchObject([{ quiet: null, isAwayOnly: false }]);
  });

  it.each([
    { quiet: { from: 0, to: 1440, days: [1] } },
    { quiet: { from: 0, to: 60, days: [] } },
    { topics: { all: true } },
  ])('is refused when it makes no sense: %o', async (args) => {
    expect(await t.mutate(t.signIn(shop, agent), 'notification.setPreferences', args)).not.toBeNull();
    expect(await mine(agent)).toEqual([]);
  });
});

describe('a promise that soon runs out', () => {
  const tick = (now: number) => handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => now }));
  const told = () => db.rows(`select member_id as id from notification where kind = 'due_soon' order by at`);

  it('is told of once, in its last quarter, to the owner', async () => {
    await db.pool.query('update conversation set assignee_id = $1', [agent.id]);
    await tick(SENT_AT + 0.75 * HOUR - 1);
    expect(await told()).toEqual([]);
    await Promise.all([tick(SENT_AT + 0.75 * HOUR), tick(SENT_AT + 0.75 * HOUR)]);
    await tick(SENT_AT + 0.9 * HOUR);
    expect(await told()).toEqual([{ id: agent.id }]);
  });

  it('without an owner is told to the managers, and again when the customer waits anew', async () => {
    await tick(SENT_AT + 0.8 * HOUR);
    expect(await told()).toEqual([{ id: manager.id }]);
    await db.pool.query(
      `update conversation set waiting_since = waiting_since + interval '2 hours', first_response_due_at = first_response_due_at + interval '2 hours'`,
    );
    await tick(SENT_AT + 2.8 * HOUR);
    expect(await told()).toHaveLength(2);
  });

  it('that is broken already is late, not soon', async () => {
    await tick(SENT_AT + HOUR);
    expect(await told()).toEqual([]);
  });
});
