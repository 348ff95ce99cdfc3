import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
type Who = keyof TestWorkspace['members'];
let t: TestApp;
let shop: TestWorkspace;
let id: string;
let contactId: string;
let now = SENT_AT;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  now = SENT_AT;
  await db.pool.query(
    'truncate provider_event, contact, identity, conversation, message, outbox_item, routing_rule cascade',
  );
  await db.pool.query(
    `update inbox set policy = 'manual', first_target_ms = 3600000, answer_target_ms = 3600000, resolution_target_ms = null`,
  );
  await db.pool.query(`update member set availability = 'online', away_since = null`);
  await db.pool.query(
    `insert into attendance (member_id, seen_at) select id, now() from member
     on conflict (member_id) do update set seen_at = now()`,
  );
  ({ id, contactId } = await makeConversation(db.pool, shop));
});

const act = (who: Who, name: string, args: object = {}) =>
  t.mutate(t.signIn(shop, shop.members[who]), `conversation.${name}`, {
    ...{ id, activityId: uuidv7(), at: now },
    ...args,
  });
const set = (sql: string) => db.pool.query(`update conversation set ${sql} where id = $1`, [id]);
const owned = (who: Who) => set(`assignee_id = '${shop.members[who].id}'`);
const away = (who: Who) =>
  db.pool.query(`update member set availability = 'away' where id = $1`, [shop.members[who].id]);
type Line = {
  owner: string | null;
  inbox: string;
  status: string;
  since: number | null;
  order: number;
  first: number | null;
  next: number | null;
  resolution: number | null;
  opened: number | null;
  breach: string | null;
};
const look = async () =>
  (
    await db.rows<Line>(
      `select (select name from member where id = assignee_id) as owner, inbox_id as inbox, status, waiting_since as since,
         queue_order as order, first_response_due_at as first, next_response_due_at as next, resolution_due_at as resolution,
         opened_at as opened, breach from conversation where id = $1`,
      [id],
    )
  )[0]!;
const lines = () =>
  db.rows<{ kind: string; data: Record<string, unknown> }>(
    'select kind, data from activity where conversation_id = $1 order by at, id',
    [id],
  );
const told = (who: Who) =>
  db.rows<{ kind: string }>('select kind from notification where member_id = $1', [shop.members[who].id]);
const tick = () => handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => now }));
const nameOf = (who: Who) => shop.members[who].name;

/** Closed a while after the customer wrote, and opened again days later. */
async function reopenLater(who: Who = 'colleague', args: object = {}): Promise<void> {
  now = SENT_AT + HOUR / 2;
  expect(await act('agent', 'close')).toBeNull();
  now = SENT_AT + 3 * DAY;
  expect(await act(who, 'reopen', args)).toBeNull();
}

describe('the promise of what is opened again by hand', () => {
  it('counts from then: nobody is late for a wait that was over', async () => {
    await reopenLater();
    expect(await look()).toMatchObject({
      ...{ status: 'open', since: now, order: now, opened: now, first: now + HOUR, next: null },
    });
    await tick();
    expect((await look()).breach).toBeNull();
    now += HOUR;
    await tick();
    expect((await look()).breach).toBe('first');
  });

  it('is none where nobody waits, and none of the time before it was opened is the customer’s', async () => {
    await db.pool.query('update inbox set resolution_target_ms = $1', [4 * HOUR]);
    await set(`waiting_on = 'them', waiting_since = to_timestamp(${SENT_AT + 60_000} / 1000.0)`);
    await reopenLater();
    expect(await look()).toMatchObject({
      since: SENT_AT + 60_000,
      first: null,
      next: null,
      resolution: null,
    });
    // WhatsApp tells whole seconds.
    const sentAt = Math.ceil((await look()).opened! / 1000) * 1000 + HOUR;
    await happen(db.pool, inboundText({ text: 'nipo', sentAt }), { receivedAt: sentAt });
    expect(await look()).toMatchObject({
      since: sentAt,
      first: sentAt + HOUR,
      resolution: sentAt + 4 * HOUR,
    });
  });

  it('is the old one when closing is undone: late stays late, answered stays answered, and nothing rings again', async () => {
    await set('first_answered_at = opened_at');
    now = SENT_AT + 2 * HOUR;
    await set(
      `first_response_due_at = null, next_response_due_at = to_timestamp(${SENT_AT + HOUR} / 1000.0)`,
    );
    await tick();
    const before = await look();
    expect(before).toMatchObject({ breach: 'next', since: SENT_AT });
    await act('agent', 'close');
    now += 3_000;
    expect(await act('agent', 'reopen', { isUndo: true })).toBeNull();
    await tick();
    expect(await look()).toEqual(before);
    expect((await lines()).map(({ kind }) => kind)).toEqual(['breached', 'closed', 'reopened']);
  });

  it('is as it was, and sleeps on, where closing what slept is undone', async () => {
    const until = SENT_AT + 3 * HOUR;
    await act('agent', 'snooze', { until });
    const before = await look();
    now += 10_000;
    await act('agent', 'close');
    now += 3_000;
    expect(await act('agent', 'reopen', { isUndo: true, until })).toBeNull();
    expect(await look()).toEqual(before);
    expect((await lines()).at(-1)).toMatchObject({ kind: 'snoozed', data: { until } });
  });

  it('is as it was, and awake, where its time came before the undo', async () => {
    await act('agent', 'close');
    expect(await act('agent', 'reopen', { isUndo: true, until: now })).toBeNull();
    expect(await look()).toMatchObject({ status: 'open' });
    expect((await lines()).at(-1)).toMatchObject({ kind: 'reopened' });
  });

  it('begins when it is to be seen again, where what was closed is snoozed', async () => {
    now = SENT_AT + HOUR / 2;
    await act('agent', 'close');
    now = SENT_AT + DAY;
    const until = SENT_AT + 3 * DAY;
    expect(await act('agent', 'snooze', { until })).toBeNull();
    expect(await look()).toMatchObject({ since: until, order: until, first: until + HOUR });
    now = until;
    await handlers['wake-snoozed']({}, makeJobDeps(db.pool, { now: () => now }));
    await tick();
    expect(await look()).toMatchObject({ status: 'open', breach: null, first: until + HOUR });
  });

  it('and is the customer’s own when they write before that', async () => {
    now = SENT_AT + HOUR / 2;
    await act('agent', 'close');
    await act('agent', 'snooze', { until: SENT_AT + 3 * DAY });
    await happen(db.pool, inboundText({ text: 'haraka', sentAt: SENT_AT + HOUR }));
    expect(await look()).toMatchObject({ status: 'open', since: SENT_AT + HOUR, first: SENT_AT + 2 * HOUR });
  });
});

describe('who has what is opened again by hand', () => {
  it('is its owner, if available, who hears of it', async () => {
    await owned('agent');
    await reopenLater('colleague');
    expect(await look()).toMatchObject({ owner: nameOf('agent') });
    expect((await lines()).at(-1)).toMatchObject({
      kind: 'reopened',
      data: { name: nameOf('agent'), memberId: shop.members.agent.id, reason: 'owner_available' },
    });
    expect(await told('agent')).toEqual([{ kind: 'assigned' }]);
  });

  it('is the responsible member, where the owner is away', async () => {
    await owned('agent');
    await db.pool.query('update contact set responsible_member_id = $2 where id = $1', [
      contactId,
      shop.members.manager.id,
    ]);
    await away('agent');
    await reopenLater('colleague');
    expect(await look()).toMatchObject({ owner: nameOf('manager'), inbox: shop.inboxes.main });
    expect(await lines()).toMatchObject([
      { kind: 'closed' },
      {
        kind: 'reopened',
        data: { name: nameOf('manager'), reason: 'responsible_available', from: shop.members.agent.id },
      },
    ]);
    expect(await told('manager')).toEqual([{ kind: 'assigned' }]);
    expect(await told('agent')).toEqual([]);
  });

  it('is else whoever is next in turn, and a rule neither moves it nor looks for words', async () => {
    await db.pool.query(`update inbox set policy = 'round_robin'`);
    const rule = `insert into routing_rule (id, workspace_id, position, name, conditions, inbox_id, member_id) values ($1, $2, $3, 'r', $4, $5, $6)`;
    await db.pool.query(rule, [uuidv7(), shop.id, 1, '{"keywords":["habari"]}', null, shop.members.admin.id]);
    await db.pool.query(rule, [uuidv7(), shop.id, 2, '{}', shop.inboxes.other, null]);
    await owned('agent');
    await away('agent');
    await reopenLater('manager');
    expect(await look()).toMatchObject({ owner: nameOf('colleague'), inbox: shop.inboxes.main });
    expect((await lines()).at(-1)).toMatchObject({ data: { reason: 'round_robin' } });
    expect(
      await db.rows('select last_assigned_id as id from inbox where id = $1', [shop.inboxes.main]),
    ).toEqual([{ id: shop.members.colleague.id }]);
  });

  it('is else nobody: it stands in the queue, and the line says why', async () => {
    await owned('agent');
    await away('agent');
    await reopenLater('manager');
    expect(await look()).toMatchObject({ owner: null });
    expect((await lines()).at(-1)).toMatchObject({
      data: { memberId: null, reason: 'manual', from: shop.members.agent.id },
    });
  });

  it('is whoever opens their own, away or not; and not somebody who sees the inbox no more', async () => {
    await owned('agent');
    await away('agent');
    await reopenLater('agent');
    expect(await look()).toMatchObject({ owner: nameOf('agent') });
    await owned('outsider');
    await act('agent', 'close');
    await act('agent', 'reopen');
    expect(await look()).toMatchObject({ owner: null });
  });

  it('is who it was, when closing is undone or a snooze ended by hand', async () => {
    await owned('agent');
    await away('agent');
    await reopenLater('manager', { isUndo: true });
    expect(await look()).toMatchObject({ owner: nameOf('agent') });
    await act('manager', 'snooze', { until: now + HOUR });
    await act('manager', 'reopen');
    expect(await look()).toMatchObject({ owner: nameOf('agent') });
    expect(await told('agent')).toEqual([]);
  });
});
