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

const db = testDatabase();
type Who = keyof TestWorkspace['members'];
let shop: TestWorkspace;
let t: TestApp;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  t = makeApp({ pool: db.pool });
});
beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event, contact, identity, conversation, message, outbox_item');
  await db.pool.query(`update inbox set policy = 'round_robin', capacity = null, last_assigned_id = null`);
  await db.pool.query(`update member set availability = 'online', away_since = null, capacity = 30`);
  await db.pool.query(
    `insert into attendance (member_id, seen_at) select id, now() from member
     on conflict (member_id) do update set seen_at = now()`,
  );
});

const drain = () => handlers['drain-queue']({ inboxId: shop.inboxes.main }, makeJobDeps(db.pool));
const idOf = (who: Who) => shop.members[who].id;
const act = (who: Who, id: string, name: string, args: object = {}) =>
  t.mutate(t.signIn(shop, shop.members[who]), `conversation.${name}`, {
    ...{ id, activityId: uuidv7(), at: Date.now() },
    ...args,
  });

/** A customer who waits in the queue, of this responsible member. */
async function waiting(n: number, responsible: Who | null = null): Promise<string> {
  const { id, contactId } = await makeConversation(db.pool, shop, { from: `25470000001${n}` });
  await db.pool.query('update conversation set queue_order = $2, assignee_id = null where id = $1', [id, n]);
  await db.pool.query('update contact set responsible_member_id = $2 where id = $1', [
    contactId,
    responsible && idOf(responsible),
  ]);
  return id;
}
const ownerOf = async (id: string) =>
  (
    await db.rows<{ name: string | null }>(
      'select (select name from member where id = assignee_id) as name from conversation where id = $1',
      [id],
    )
  )[0]!.name;
const lastLine = async (id: string) =>
  (
    await db.rows<{ kind: string; data: unknown }>(
      'select kind, data from activity where conversation_id = $1 order by at desc, id desc limit 1',
      [id],
    )
  )[0];

describe('whoever waits in the queue when their responsible member is available again', () => {
  it('goes to them, not by turn, and the line says why; their turn is not spent', async () => {
    const [first, hers] = [await waiting(1), await waiting(2, 'colleague')];
    await drain();
    expect(await ownerOf(hers)).toBe(shop.members.colleague.name);
    expect(await lastLine(hers)).toMatchObject({
      kind: 'routed',
      data: { reason: 'responsible_available', name: shop.members.colleague.name },
    });
    expect(await ownerOf(first)).toBe(shop.members.agent.name);
    expect(
      await db.rows('select last_assigned_id as id from inbox where id = $1', [shop.inboxes.main]),
    ).toEqual([{ id: idOf('agent') }]);
  });

  it('goes to them however full everybody is', async () => {
    await db.pool.query('update inbox set capacity = 1');
    const all = [];
    for (const n of [1, 2, 3, 4]) all.push(await waiting(n, n === 4 ? 'agent' : null));
    await drain();
    expect(await Promise.all(all.map(ownerOf))).toEqual([
      shop.members.colleague.name,
      null,
      null,
      shop.members.agent.name,
    ]);
  });

  it('goes by turn while they are away or do not see the inbox', async () => {
    await db.pool.query(`update member set availability = 'away' where id = $1`, [idOf('colleague')]);
    const both = [await waiting(1, 'colleague'), await waiting(2, 'outsider')];
    await drain();
    expect(await Promise.all(both.map(ownerOf))).toEqual([shop.members.agent.name, shop.members.agent.name]);
  });
});

describe('whoever gave a waiting customer back', () => {
  it('does not get them again by turn or as responsible member: a colleague does', async () => {
    const id = await waiting(1, 'agent');
    await act('agent', id, 'claim');
    await act('agent', id, 'handBack', { note: null });
    await drain();
    expect(await ownerOf(id)).toBe(shop.members.colleague.name);
  });

  it('nor does somebody from whom a manager took them; where nobody else is there, they wait', async () => {
    await db.pool.query(`update member set availability = 'away' where id = $1`, [idOf('colleague')]);
    const [taken, next] = [await waiting(1), await waiting(2)];
    await act('agent', taken, 'claim');
    await act('manager', taken, 'assign', { memberId: null });
    await drain();
    expect(await Promise.all([taken, next].map(ownerOf))).toEqual([null, shop.members.agent.name]);
  });

  it('may have those whom the clock took from them, being away', async () => {
    const id = await waiting(1, 'agent');
    await act('agent', id, 'claim');
    await db.pool.query(`update inbox set hand_back_after_ms = 1`);
    await db.pool.query(`update member set availability = 'away', away_since = 'epoch' where id = $1`, [
      idOf('agent'),
    ]);
    await handlers['hand-back-away']({}, makeJobDeps(db.pool));
    await db.pool.query(`update inbox set hand_back_after_ms = null`);
    await db.pool.query(`update member set availability = 'online' where id = $1`, [idOf('agent')]);
    await drain();
    expect(await ownerOf(id)).toBe(shop.members.agent.name);
  });
});
