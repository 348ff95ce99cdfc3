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
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

// SENT_AT is a Friday, 15:00 in Nairobi.
const db = testDatabase();
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NINE_TO_SIX = Array.from({ length: 7 }, (_, day) =>
  day === 0 || day === 6 ? [] : [{ from: 9 * 60, to: 18 * 60 }],
);

let t: TestApp;
let shop: TestWorkspace;
let admin: string;
let now = SENT_AT;
let made = 0;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
  admin = t.signIn(shop, shop.members.admin);
});
beforeEach(async () => {
  now = SENT_AT;
  await db.pool.query(
    'truncate provider_event, contact, identity, conversation, message, outbox_item cascade',
  );
  await db.pool.query(
    'update inbox set first_target_ms = 3600000, answer_target_ms = 3600000, resolution_target_ms = null',
  );
  await db.pool.query('update workspace set business_hours = null, holidays = $1', ['[]']);
  await db.pool.query('delete from graphile_worker._private_jobs');
});

const write = async (sentAt = SENT_AT) =>
  (await makeConversation(db.pool, shop, { from: `2547330${String((made += 1)).padStart(5, '0')}`, sentAt }))
    .id;
type Line = {
  first: number | null;
  next: number | null;
  breach: string | null;
  breachedAt: number | null;
  version: string;
};
const look = async (id: string) =>
  (
    await db.rows<Line>(
      `select first_response_due_at as first, next_response_due_at as next, breach, breached_at as "breachedAt", xmin::text as version
       from conversation where id = $1`,
      [id],
    )
  )[0]!;
const lines = (id: string) =>
  db.rows<{ kind: string; data: object }>(
    `select kind, data from activity where conversation_id = $1 and kind like 'breach%' order by at, id`,
    [id],
  );
const tick = () => handlers['mark-breaches']({}, makeJobDeps(db.pool, { now: () => now }));
const retime = () =>
  handlers['retime-promises']({ workspaceId: shop.id }, makeJobDeps(db.pool, { now: () => now }));
const rung = () =>
  db.count(
    `select count(*) from graphile_worker._private_jobs j join graphile_worker._private_tasks k on k.id = j.task_id
     where k.identifier = 'retime-promises'`,
  );
const setHours = (holidays: string[] = [], weekly: typeof NINE_TO_SIX | null = NINE_TO_SIX) =>
  t.mutate(admin, 'routing.setHours', {
    weekly,
    holidays: holidays.map((date) => ({ date, name: 'Sikukuu' })),
  });
const setInbox = (over: object) => t.mutate(admin, 'routing.setInbox', { id: shop.inboxes.main, ...over });

describe('a promise given before an admin saves other', () => {
  it('hours, holidays or targets is reckoned by the new ones: over closing time, a week end and a holiday in Nairobi', async () => {
    const id = await write(SENT_AT + 2.5 * HOUR);
    expect((await look(id)).first).toBe(SENT_AT + 3.5 * HOUR);
    // Half past five on Friday, an hour promised: half of it is on Monday from nine.
    expect(await setHours()).toBeNull();
    await retime();
    expect((await look(id)).first).toBe(SENT_AT + 3 * DAY - 5.5 * HOUR);
    // Monday is a holiday.
    await setHours(['2026-11-23']);
    await retime();
    expect((await look(id)).first).toBe(SENT_AT + 4 * DAY - 5.5 * HOUR);
    await setInbox({ firstTargetMs: HOUR / 2 });
    await retime();
    expect((await look(id)).first).toBe(SENT_AT + 3 * HOUR);
    await setInbox({ firstTargetMs: null });
    await retime();
    expect((await look(id)).first).toBeNull();
    expect(await lines(id)).toEqual([]);
  });

  it('and what is not about promises rings nothing', async () => {
    await setInbox({ capacity: 5 });
    expect(await rung()).toBe(0);
    await setInbox({ answerTargetMs: null });
    await setHours();
    expect(await rung()).toBe(1);
  });

  it('and was late stays late with what it is late for, or is late no longer and the timeline says so', async () => {
    const id = await write();
    now = SENT_AT + HOUR;
    await tick();
    expect(await look(id)).toMatchObject({ breach: 'first', breachedAt: SENT_AT + HOUR });
    await setInbox({ firstTargetMs: HOUR / 2 });
    await retime();
    expect(await look(id)).toMatchObject({ breach: 'first', breachedAt: SENT_AT + HOUR / 2 });
    expect(await lines(id)).toHaveLength(1);
    await setInbox({ firstTargetMs: 4 * HOUR });
    await retime();
    expect(await look(id)).toMatchObject({ breach: null, breachedAt: null, first: SENT_AT + 4 * HOUR });
    expect(await lines(id)).toMatchObject([
      { kind: 'breached' },
      { kind: 'breach_lifted', data: { breach: 'first', was: SENT_AT + HOUR / 2 } },
    ]);
    // The clock goes on by the new promise.
    now = SENT_AT + 4 * HOUR;
    await tick();
    expect(await look(id)).toMatchObject({ breach: 'first', breachedAt: SENT_AT + 4 * HOUR });
    expect(await lines(id)).toHaveLength(3);
  });

  it('and is late by the new ones is marked with a line, and rings in nobody’s pocket', async () => {
    const id = await write();
    now = SENT_AT + HOUR / 2;
    await setInbox({ firstTargetMs: HOUR / 4 });
    await retime();
    await tick();
    expect(await look(id)).toMatchObject({ breach: 'first', breachedAt: SENT_AT + HOUR / 4 });
    expect(await lines(id)).toMatchObject([{ kind: 'breached', data: { dueAt: SENT_AT + HOUR / 4 } }]);
    expect(await db.rows('select kind from notification')).toEqual([]);
  });

  it('is warned of by the new ones', async () => {
    await write();
    await setInbox({ firstTargetMs: 4 * HOUR });
    await retime();
    now = SENT_AT + HOUR;
    await tick();
    expect(await db.rows('select kind from notification')).toEqual([]);
    now = SENT_AT + 3 * HOUR;
    await tick();
    expect(await db.rows('select kind from notification')).toEqual([{ kind: 'due_soon' }]);
  });

  it('and warned of is warned of once more when what it became runs out soon, and not while the warning still holds', async () => {
    const id = await write();
    const warnings = async () => (await db.rows(`select 1 from notification where kind = 'due_soon'`)).length;
    now = SENT_AT + 0.75 * HOUR;
    await tick();
    expect(await warnings()).toBe(1);
    await setInbox({ firstTargetMs: 0.9 * HOUR });
    await retime();
    await tick();
    expect(await warnings()).toBe(1);
    await setInbox({ firstTargetMs: 4 * HOUR });
    await retime();
    now = SENT_AT + 3 * HOUR - 1;
    await tick();
    expect(await warnings()).toBe(1);
    now += 1;
    await Promise.all([tick(), tick()]);
    await tick();
    expect(await warnings()).toBe(2);
    // Whoever moves it, a person by hand too.
    const low = { id, activityId: uuidv7(), at: now, priority: 'low' };
    expect(await t.mutate(admin, 'conversation.setPriority', low)).toBeNull();
    await tick();
    expect(await warnings()).toBe(2);
    now = SENT_AT + 6 * HOUR;
    await tick();
    expect(await warnings()).toBe(3);
  });

  it('and was answered or closed meanwhile, or does not move, is left alone', async () => {
    const [answered, closed, still] = [await write(), await write(), await write()];
    await db.pool.query(`update conversation set waiting_on = 'them' where id = $1`, [answered]);
    await t.mutate(admin, 'conversation.close', { id: closed, activityId: uuidv7(), at: now });
    await setInbox({ answerTargetMs: 2 * HOUR });
    const before = [await look(answered), await look(closed), await look(still)];
    await retime();
    expect([await look(answered), await look(closed), await look(still)]).toEqual(before);
  });

  it('among hundreds is moved once, whoever else retimes at that moment', async () => {
    const id = await write();
    await db.pool.query(
      `with people as (
         insert into contact (id, workspace_id, name) select gen_random_uuid(), workspace_id, 'c' || n
         from conversation, generate_series(1, 120) n returning id)
       insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, status, waiting_on, waiting_since,
         queue_order, last_message_at, first_response_due_at)
       select gen_random_uuid(), workspace_id, p.id, channel_id, inbox_id, 'p', 'open', 'us', waiting_since, 0, last_message_at,
         first_response_due_at from conversation, people p`,
    );
    now = SENT_AT + HOUR / 2;
    await setInbox({ firstTargetMs: HOUR / 4 });
    await Promise.all([retime(), retime()]);
    expect(
      await db.count(
        `select count(*) from conversation where breached_at = to_timestamp($1::float8 / 1000)`,
        [SENT_AT + HOUR / 4],
      ),
    ).toBe(121);
    expect(await db.count(`select count(*) from activity where kind = 'breached'`)).toBe(121);
    expect(await lines(id)).toHaveLength(1);
  });
});
