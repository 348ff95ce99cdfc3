import { zeroNodePg } from '@rocicorp/zero/server/adapters/pg';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Filter } from '#schema/domain/saved-filter.ts';
import { queries } from '#schema/queries/index.ts';
import type { ViewKey } from '#schema/queries/conversations.ts';
import { schema } from '#schema/schema.ts';
import { refreshCounts } from '#server/metrics/create-count-refresher.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { contextOf, makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const HOUR = 3_600_000;
type Who = keyof TestWorkspace['members'];
let t: TestApp;
let shop: TestWorkspace;
let id: string;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, outbox_item, saved_view, view_count',
  );
  await db.pool.query('delete from routing_rule');
  id = (await makeConversation(db.pool, shop)).id;
});

const act = (who: Who, name: string, args: object = {}, of = id) =>
  t.mutate(t.signIn(shop, shop.members[who]), `conversation.${name}`, {
    id: of,
    activityId: uuidv7(),
    at: SENT_AT,
    ...args,
  });
const rowOf = async (columns: string, of = id) =>
  (await db.rows<Record<string, unknown>>(`select ${columns} from conversation where id = $1`, [of]))[0];
const told = (who: Who) =>
  db.rows<{ kind: string; data: object }>(
    'select kind, data from notification where member_id = $1 order by at, id',
    [shop.members[who].id],
  );
const lastLine = async () =>
  (
    await db.rows('select kind, data from activity where conversation_id = $1 order by id desc limit 1', [id])
  )[0];

async function list(who: Who, view: ViewKey, over: object = {}): Promise<string[]> {
  const ctx = contextOf(shop, shop.members[who]);
  const query = queries.conversation.list.fn({ args: { view, limit: 100, ...over }, ctx });
  return ((await zeroNodePg(schema, db.pool).run(query as never)) as unknown as { id: string }[]).map(
    (c) => c.id,
  );
}

describe('giving work to somebody', () => {
  it('tells them, and not oneself', async () => {
    expect(await act('agent', 'assign', { memberId: shop.members.colleague.id })).toBeNull();
    expect(await told('colleague')).toMatchObject([{ kind: 'assigned' }]);
    expect(await act('colleague', 'assign', { memberId: shop.members.colleague.id })).toBeNull();
    expect(await told('colleague')).toHaveLength(1);
  });

  it('is refused for somebody whose list would never show it', async () => {
    expect(await act('agent', 'assign', { memberId: shop.members.outsider.id })).toBe('invalid_input');
    expect(await act('agent', 'assign', { memberId: shop.members.manager.id })).toBeNull();
  });

  it('can go with a note to another inbox, where its people may have it', async () => {
    const noteId = uuidv7();
    const { outsider } = shop.members;
    const args = {
      memberId: outsider.id,
      inboxId: shop.inboxes.other,
      note: '@Chebet anataka kubadilisha',
      noteId,
    };
    await db.pool.query(`update conversation set breach = 'first', breached_at = now()`);
    expect(await act('agent', 'transfer', args)).toBeNull();
    // Another inbox promises another time.
    expect(await db.count('select count(*) from conversation where breach is not null')).toBe(0);
    expect(await rowOf('inbox_id, assignee_id')).toEqual({
      inbox_id: shop.inboxes.other,
      assignee_id: outsider.id,
    });
    expect(await db.rows('select direction, text from message where id = $1', [noteId])).toEqual([
      { direction: 'note', text: args.note },
    ]);
    expect((await told('outsider')).map((n) => n.kind).sort()).toEqual(['mentioned', 'transferred']);
    expect(await lastLine()).toMatchObject({ kind: 'transferred', data: { inbox: 'Support' } });
    // And whoever gave it away sees it no more.
    expect(await act('agent', 'close')).toBe('not_found');
  });

  it('can be taken back to the queue, saying why', async () => {
    await act('agent', 'claim');
    expect(await act('agent', 'handBack', { note: 'mgonjwa' })).toBeNull();
    expect(await rowOf('assignee_id')).toEqual({ assignee_id: null });
    expect(await lastLine()).toMatchObject({ kind: 'handed_back', data: { note: 'mgonjwa' } });
  });
});

describe('priority and promises', () => {
  it('urgent must be answered in a quarter of the time', async () => {
    expect(await act('agent', 'setPriority', { priority: 'urgent' })).toBeNull();
    expect(await rowOf('first_response_due_at as due, priority')).toEqual({
      due: SENT_AT + HOUR / 4,
      priority: 'urgent',
    });
  });

  it('closing lets the promise go, and opening again makes a new one', async () => {
    await act('agent', 'close', { reason: 'resolved' });
    expect(await rowOf('first_response_due_at as due, closed_reason')).toEqual({
      due: null,
      closed_reason: 'resolved',
    });
    await act('agent', 'reopen');
    expect(await rowOf('first_response_due_at as due, status')).toEqual({
      due: SENT_AT + HOUR,
      status: 'open',
    });
  });
});

describe('an escalation', () => {
  const ask = (over: object = {}) =>
    act('agent', 'escalate', {
      escalationId: uuidv7(),
      memberId: shop.members.manager.id,
      reason: 'Anataka refund ya 7,600',
      dueAt: SENT_AT + HOUR,
      ...over,
    });

  it('stands on the list of whoever was asked until decided, whatever else happens', async () => {
    expect(await ask()).toBeNull();
    expect(await told('manager')).toMatchObject([
      { kind: 'escalated', data: { reason: 'Anataka refund ya 7,600' } },
    ]);
    expect(await ask()).toBe('invalid_input');
    await act('agent', 'close');
    expect(await list('manager', 'escalated')).toEqual([id]);
    expect(await act('agent', 'decide', { decision: 'ndio' })).toBe('forbidden');
    expect(await act('manager', 'decide', { decision: 'Rudisha pesa' })).toBeNull();
    expect(await list('manager', 'escalated')).toEqual([]);
    expect(await db.rows('select decision, decided_by_id from escalation')).toEqual([
      { decision: 'Rudisha pesa', decided_by_id: shop.members.manager.id },
    ]);
    expect(await told('agent')).toMatchObject([{ kind: 'decided', data: { decision: 'Rudisha pesa' } }]);
    expect(await act('manager', 'decide', { decision: 'tena' })).toBe('not_found');
  });

  it.each([
    ['to oneself', () => ({ memberId: shop.members.agent.id })],
    ['to somebody who cannot see it', () => ({ memberId: shop.members.outsider.id })],
    ['to be decided by a time that has passed', () => ({ dueAt: SENT_AT })],
    ['without a reason', () => ({ reason: '  ' })],
  ])('cannot be made %s', async (_, over) => {
    expect(await ask(over())).not.toBeNull();
    expect(await db.count('select count(*) from escalation')).toBe(0);
  });
});

describe('a note that mentions somebody', () => {
  it('tells them once, and shows under their mentions until it is closed', async () => {
    const note = { id: uuidv7(), conversationId: id, text: '@Brian angalia', at: SENT_AT };
    const cookie = t.signIn(shop, shop.members.agent);
    for (let n = 0; n < 2; n++) expect(await t.mutate(cookie, 'message.note', note)).toBeNull();
    expect(await told('colleague')).toMatchObject([{ kind: 'mentioned', data: { note: '@Brian angalia' } }]);
    expect(await list('colleague', 'mentions')).toEqual([id]);
    expect(await list('agent', 'mentions')).toEqual([]);
    await refreshCounts(db.pool, shop.id);
    expect(
      await db.count(`select count from view_count where key = $1`, [
        `mentions:${shop.members.colleague.id}`,
      ]),
    ).toBe(1);
    await act('agent', 'close');
    expect(await list('colleague', 'mentions')).toEqual([]);
  });
});

describe('my notifications', () => {
  it('are mine to read, nobody else’s', async () => {
    await act('agent', 'assign', { memberId: shop.members.colleague.id });
    const [line] = await db.rows<{ id: string }>('select id from notification');
    const read = (who: Who, name: string, args: object) =>
      t.mutate(t.signIn(shop, shop.members[who]), `notification.${name}`, { ...args, at: SENT_AT });
    const unread = () => db.count('select count(*) from notification where read_at is null');
    expect(await read('agent', 'markRead', { ids: [line!.id] })).toBeNull();
    expect(await read('agent', 'markAllRead', {})).toBeNull();
    expect(await unread()).toBe(1);
    expect(await read('colleague', 'markRead', { ids: [line!.id] })).toBeNull();
    expect(await unread()).toBe(0);
  });
});

describe('the health views', () => {
  it('each show what their count says', async () => {
    const other = await makeConversation(db.pool, shop, { from: '254700000012' });
    const third = await makeConversation(db.pool, shop, { from: '254700000013' });
    await db.pool.query(`update conversation set breach = 'first', breached_at = now() where id = $1`, [id]);
    await db.pool.query(
      `update conversation set status = 'snoozed', snoozed_until = now() + interval '1 minute', troubled_count = 1 where id = $1`,
      [other.id],
    );
    await db.pool.query(
      `update conversation set waiting_on = 'them', assignee_id = $2, escalated_at = now() where id = $1`,
      [third.id, shop.members.agent.id],
    );
    await refreshCounts(db.pool, shop.id);
    const keys = {
      firstLate: 'firstLate',
      troubled: 'troubled',
      noOwner: 'noOwner',
      waitingOnUs: 'us',
      waitingOnThem: 'them',
      escalated: 'escalated',
    } as const;
    for (const [view, key] of Object.entries(keys)) {
      const shown = await list('manager', view as ViewKey);
      const counted = await db.rows<{ count: number }>('select count from view_count where key = $1', [
        `${key}:${shop.inboxes.main}`,
      ]);
      expect(`${view}: ${shown.length}`).toBe(`${view}: ${counted[0]?.count ?? 0}`);
    }
    expect(await list('manager', 'firstLate')).toEqual([id]);
    expect(await list('manager', 'followUps', { until: Date.now() + HOUR })).toEqual([other.id]);
    expect(await list('agent', 'drafts', { ids: [third.id] })).toEqual([third.id]);
    expect(await list('agent', 'drafts')).toEqual([]);
  });
});

describe('a saved view', () => {
  const save = (who: Who, view: object) =>
    t.mutate(t.signIn(shop, shop.members[who]), 'savedView.save', {
      id: uuidv7(),
      name: 'Jumla',
      isShared: false,
      filter: { field: 'tag', is: ['wholesale'] },
      at: SENT_AT,
      ...view,
    });
  const run = async <T>(query: unknown) => (await zeroNodePg(schema, db.pool).run(query as never)) as T;
  const namesFor = async (who: Who) =>
    (
      await run<{ name: string }[]>(
        queries.oversight.savedViews.fn({ args: undefined, ctx: contextOf(shop, shop.members[who]) }),
      )
    ).map((v) => v.name);
  const filtered = async (who: Who, filter: Filter) =>
    (
      await run<{ id: string }[]>(
        queries.conversation.filtered.fn({
          args: { filter, limit: 50 },
          ctx: contextOf(shop, shop.members[who]),
        }),
      )
    ).map((c) => c.id);

  it('is its maker’s own unless shared', async () => {
    await save('agent', { name: 'Yangu' });
    await save('agent', { name: 'Yetu', isShared: true });
    expect(await namesFor('agent')).toEqual(['Yangu', 'Yetu']);
    expect(await namesFor('colleague')).toEqual(['Yetu']);
  });

  it('is changed by its maker, and what is shared by a manager too, who cannot keep it to themselves', async () => {
    const shared = uuidv7();
    await save('agent', { id: shared, isShared: true });
    expect(await save('colleague', { id: shared })).toBe('not_found');
    expect(await save('manager', { id: shared, name: 'Rejareja', isShared: false })).toBeNull();
    expect(await namesFor('colleague')).toEqual(['Rejareja']);
    expect(await save('agent', { id: shared, isShared: false })).toBeNull();
    expect(await namesFor('colleague')).toEqual([]);
    expect(await save('manager', { id: shared, name: 'Yangu' })).toBe('not_found');
    expect(await save('agent', { id: shared, isShared: true })).toBeNull();
    const remove = (who: Who) =>
      t.mutate(t.signIn(shop, shop.members[who]), 'savedView.remove', { id: shared });
    expect(await remove('colleague')).toBe('not_found');
    expect(await remove('manager')).toBeNull();
  });

  it('asks the database for what it says, within what one may see', async () => {
    await db.pool.query(`update contact set tags = '["Wholesale"]', language = 'sw'`);
    const plain = await makeConversation(db.pool, shop, { from: '254700000014' });
    const wholesale: Filter = { field: 'tag', is: ['Wholesale'] };
    expect(await filtered('agent', wholesale)).toEqual([id]);
    expect(await filtered('agent', { none: [wholesale] })).toEqual([plain.id]);
    expect(await filtered('agent', { none: [{ field: 'language', is: ['sw'] }] })).toEqual([plain.id]);
    await act('agent', 'claim');
    expect(await filtered('agent', { all: [wholesale, { field: 'assignee', is: ['me'] }] })).toEqual([id]);
    expect(await filtered('agent', { none: [{ field: 'assignee', is: ['me'] }] })).toEqual([plain.id]);
    expect(await filtered('outsider', { any: [wholesale, { none: [wholesale] }] })).toEqual([]);
  });
});

describe('how work is given out', () => {
  const change = (who: Who, name: string, args: object) =>
    t.mutate(t.signIn(shop, shop.members[who]), `routing.${name}`, args);
  const rule = () => ({
    id: uuidv7(),
    name: 'Wholesale',
    position: 1,
    conditions: { tags: ['wholesale'] },
    inboxId: shop.inboxes.other,
    memberId: null,
    isEnabled: true,
  });

  it('is for an admin to say', async () => {
    for (const who of ['agent', 'manager'] as const) {
      expect(await change(who, 'setInbox', { id: shop.inboxes.main, policy: 'least_busy' })).toBe(
        'forbidden',
      );
      expect(await change(who, 'saveRule', rule())).toBe('forbidden');
      expect(await change(who, 'setChannelPace', { id: shop.channel.id, sendsPerSecond: 1 })).toBe(
        'forbidden',
      );
      expect(await change(who, 'setHours', { weekly: null, holidays: [] })).toBe('forbidden');
    }
    const kept = rule();
    expect(await change('admin', 'setInbox', { id: shop.inboxes.main, answerTargetMs: HOUR / 2 })).toBeNull();
    expect(await change('admin', 'saveRule', kept)).toBeNull();
    expect(await change('admin', 'setChannelPace', { id: shop.channel.id, sendsPerSecond: 250 })).toBeNull();
    expect(
      await change('admin', 'setChannelPace', { id: shop.channel.id, sendsPerSecond: 0 }),
    ).not.toBeNull();
    expect(await db.rows('select sends_per_second as pace from channel')).toEqual([{ pace: 250 }]);
    expect(
      await change('admin', 'setHours', {
        weekly: null,
        holidays: [{ date: '2026-12-12', name: 'Jamhuri' }],
      }),
    ).toBeNull();
    expect(await change('admin', 'removeRule', { id: kept.id })).toBeNull();
  });
});
