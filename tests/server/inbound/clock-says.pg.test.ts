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

const db = testDatabase();
const HOUR = 60 * 60_000;
let t: TestApp;
let shop: TestWorkspace;
let now = SENT_AT;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  now = SENT_AT;
  await db.pool.query(
    'truncate provider_event, contact, identity, conversation, message, outbox_item cascade',
  );
});

const deps = () => makeJobDeps(db.pool, { now: () => now });
const tick = () => handlers['mark-breaches']({}, deps());
const told = (kind: string) =>
  db.rows<{ memberId: string }>(
    'select member_id as "memberId" from notification where kind = $1 order by member_id',
    [kind],
  );

/** So many more conversations like this one. */
const multiply = (id: string, times: number) =>
  db.pool.query(
    `with people as (
       insert into contact (id, workspace_id, name) select gen_random_uuid(), workspace_id, 'c' || n
       from conversation, generate_series(1, $2::int) n where conversation.id = $1 returning id)
     insert into conversation (id, workspace_id, contact_id, channel_id, inbox_id, contact_name, status, waiting_on, waiting_since,
       queue_order, last_message_at, snoozed_until, assignee_id)
     select gen_random_uuid(), workspace_id, p.id, channel_id, inbox_id, 'p', status, 'us', waiting_since, 0, last_message_at,
       snoozed_until, assignee_id from conversation, people p where conversation.id = $1`,
    [id, times],
  );

describe('a decision that was asked for', () => {
  const amina = () => t.signIn(shop, shop.members.agent);
  async function ask(
    dueAt: number | null,
    from = '254733000001',
    who: 'manager' | 'colleague' = 'manager',
  ): Promise<string> {
    const { id } = await makeConversation(db.pool, shop, { from });
    const escalation = {
      ...{ id, activityId: uuidv7(), escalationId: uuidv7(), at: now },
      ...{ memberId: shop.members[who].id, reason: 'Arudishiwe pesa?', dueAt },
    };
    expect(await t.mutate(amina(), 'conversation.escalate', escalation)).toBeNull();
    return id;
  }

  it('and is not there when it is due, is called for once: by whoever decides, and whoever waits', async () => {
    await ask(SENT_AT + HOUR);
    now = SENT_AT + HOUR - 1;
    await tick();
    expect(await told('decision_due')).toEqual([]);
    now = SENT_AT + HOUR;
    await Promise.all([tick(), tick()]);
    await tick();
    const both = [shop.members.manager.id, shop.members.agent.id].sort();
    expect((await told('decision_due')).map((n) => n.memberId)).toEqual(both);
  });

  it('is called for from the managers, where whoever was asked does not see it any more', async () => {
    const { agent, colleague, manager } = shop.members;
    const id = await ask(SENT_AT + HOUR, '254733000003', 'colleague');
    const seat = [shop.inboxes.main, colleague.id];
    await db.pool.query('delete from inbox_member where inbox_id = $1 and member_id = $2', seat);
    now = SENT_AT + HOUR;
    await tick();
    await tick();
    const both = [manager.id, agent.id].sort();
    expect((await told('decision_due')).map((n) => n.memberId)).toEqual(both);
    await db.pool.query('insert into inbox_member (inbox_id, member_id, workspace_id) values ($1, $2, $3)', [
      ...seat,
      shop.id,
    ]);
    expect(await db.count('select count(*) from escalation where conversation_id = $1', [id])).toBe(1);
  });

  it('and was made, or is due at no time, is not', async () => {
    const id = await ask(SENT_AT + HOUR);
    const manager = t.signIn(shop, shop.members.manager);
    await t.mutate(manager, 'conversation.decide', { id, activityId: uuidv7(), at: now, decision: 'Ndiyo' });
    await ask(null, '254733000002');
    now = SENT_AT + 24 * HOUR;
    await tick();
    expect(await told('decision_due')).toEqual([]);
  });
});

describe('many whose time comes in the same moment', () => {
  it('wake all at once, each with its line and a word to its owner', async () => {
    const { id } = await makeConversation(db.pool, shop);
    await db.pool.query(
      `update conversation set status = 'snoozed', snoozed_until = to_timestamp($1::float8 / 1000), assignee_id = $2`,
      [SENT_AT + HOUR, shop.members.agent.id],
    );
    await multiply(id, 120);
    now = SENT_AT + HOUR;
    await Promise.all([handlers['wake-snoozed']({}, deps()), handlers['wake-snoozed']({}, deps())]);
    expect(await db.count(`select count(*) from conversation where status = 'open'`)).toBe(121);
    expect(await db.count(`select count(*) from activity where kind = 'woken'`)).toBe(121);
    expect(await told('woken')).toHaveLength(121);
  });

  it('and the one whose line cannot be written sleeps on until it can', async () => {
    const { id } = await makeConversation(db.pool, shop);
    await db.pool.query(
      `update conversation set status = 'snoozed', snoozed_until = to_timestamp($1::float8 / 1000)`,
      [SENT_AT],
    );
    await db.pool.query(`alter table activity add constraint no_line check (kind <> 'woken') not valid`);
    await expect(handlers['wake-snoozed']({}, deps())).rejects.toThrow(/no_line/);
    await db.pool.query('alter table activity drop constraint no_line');
    expect(await db.rows('select status from conversation where id = $1', [id])).toEqual([
      { status: 'snoozed' },
    ]);
  });
});

describe('a queue longer than what is given out at a time', () => {
  it('is given out to the last one there is room for', async () => {
    const { id } = await makeConversation(db.pool, shop);
    await db.pool.query('update conversation set assignee_id = null');
    await multiply(id, 130);
    await db.pool.query(`update inbox set policy = 'round_robin', capacity = null`);
    await db.pool.query('update member set capacity = 60');
    await db.pool.query(
      `insert into attendance (member_id, seen_at) values ($1, now()), ($2, now())
       on conflict (member_id) do update set seen_at = now()`,
      [shop.members.agent.id, shop.members.colleague.id],
    );
    await handlers['drain-queue']({ inboxId: shop.inboxes.main }, deps());
    expect(
      await db.rows(
        `select assignee_id as id, count(*)::int as n from conversation where assignee_id is not null group by 1 order by 1`,
      ),
    ).toEqual([shop.members.agent.id, shop.members.colleague.id].sort().map((id) => ({ id, n: 60 })));
  });
});
