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
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let t: TestApp;
let shop: TestWorkspace;
let id: string;
let now = SENT_AT;

beforeAll(async () => {
  t = makeApp({ pool: db.pool, now: () => now });
  shop = await makeWorkspace(db.pool);
  await db.pool.query(`update inbox set first_target_ms = $1, answer_target_ms = $1`, [HOUR]);
});
beforeEach(async () => {
  now = SENT_AT;
  await db.pool.query(
    'truncate provider_event, contact, identity, conversation, message, outbox_item cascade',
  );
  ({ id } = await makeConversation(db.pool, shop));
  await db.pool.query('update conversation set assignee_id = $1', [shop.members.agent.id]);
});

const deps = () => makeJobDeps(db.pool, { now: () => now });
async function tickAt(at: number): Promise<void> {
  now = at;
  await handlers['mark-breaches']({}, deps());
}
const snooze = (until: number) =>
  t.mutate(t.signIn(shop, shop.members.agent), 'conversation.snooze', {
    ...{ id, activityId: uuidv7(), at: now, until },
  });
const told = async () =>
  (
    await db.rows<{ kind: string }>(
      `select kind from notification where member_id = $1 and kind in ('due_soon', 'breached', 'woken') order by at, id`,
      [shop.members.agent.id],
    )
  ).map((n) => n.kind);
const look = () =>
  db.rows('select status, breach, breached_at as "breachedAt" from conversation where id = $1', [id]);

describe('a promise that runs out while its conversation sleeps', () => {
  it('is warned of and marked at its own times, and the conversation sleeps on', async () => {
    expect(await snooze(SENT_AT + 3 * HOUR)).toBeNull();
    await tickAt(SENT_AT + 44 * MINUTE);
    expect(await told()).toEqual([]);
    await tickAt(SENT_AT + 45 * MINUTE);
    expect(await told()).toEqual(['due_soon']);
    await tickAt(SENT_AT + HOUR);
    expect(await told()).toEqual(['due_soon', 'breached']);
    expect(await look()).toEqual([{ status: 'snoozed', breach: 'first', breachedAt: SENT_AT + HOUR }]);
  });

  it('is not said once more when it wakes', async () => {
    await snooze(SENT_AT + 3 * HOUR);
    await tickAt(SENT_AT + 45 * MINUTE);
    await tickAt(SENT_AT + HOUR);
    now = SENT_AT + 3 * HOUR;
    await handlers['wake-snoozed']({}, deps());
    await tickAt(now);
    expect(await told()).toEqual(['due_soon', 'breached', 'woken']);
    expect(await look()).toEqual([{ status: 'open', breach: 'first', breachedAt: SENT_AT + HOUR }]);
  });

  it('is marked when new targets make it late', async () => {
    await snooze(SENT_AT + 3 * HOUR);
    now = SENT_AT + 30 * MINUTE;
    await db.pool.query('update inbox set first_target_ms = $1', [10 * MINUTE]);
    await handlers['retime-promises']({ workspaceId: shop.id }, deps());
    await db.pool.query('update inbox set first_target_ms = $1', [HOUR]);
    expect(await look()).toEqual([{ status: 'snoozed', breach: 'first', breachedAt: SENT_AT + 10 * MINUTE }]);
  });

  it('stands still as ever while it is the customer who is waited for', async () => {
    await db.pool.query(`update conversation set waiting_on = 'them'`);
    await snooze(SENT_AT + 3 * HOUR);
    await tickAt(SENT_AT + 2 * HOUR);
    expect(await told()).toEqual([]);
    expect(await look()).toEqual([{ status: 'snoozed', breach: null, breachedAt: null }]);
  });
});
