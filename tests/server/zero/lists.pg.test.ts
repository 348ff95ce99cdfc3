import { zeroNodePg } from '@rocicorp/zero/server/adapters/pg';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { Filter } from '#schema/domain/saved-filter.ts';
import { conditionsOf } from '#lib/views/inbox/saved-view-filter.ts';
import { queries } from '#schema/queries/index.ts';
import type { ViewKey } from '#schema/queries/conversations.ts';
import { schema } from '#schema/schema.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import type { TestApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { contextOf, makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const TODAY_ENDS_AT = Date.parse('2026-03-02T21:00:00Z');
type Who = keyof TestWorkspace['members'];
let t: TestApp;
let shop: TestWorkspace;

beforeAll(async () => {
  t = makeApp({ pool: db.pool });
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await db.pool.query(
    'truncate provider_event, contact, identity, conversation, message, outbox_item, saved_view, saved_view_order cascade',
  );
});

const ask = async <T>(query: unknown) => (await zeroNodePg(schema, db.pool).run(query as never)) as T;
const mutate = (who: Who, name: string, args: object) =>
  t.mutate(t.signIn(shop, shop.members[who]), name, args);

/** One conversation for each thing that can be wrong with one, and one with which nothing is. */
async function oneOfEach(): Promise<void> {
  const set = [
    `assignee_id = null`,
    `breach = 'first', breached_at = now(), waiting_on = 'us'`,
    `breach = 'next', breached_at = now(), waiting_on = 'us'`,
    `troubled_count = 2`,
    `status = 'snoozed', snoozed_until = '2026-03-02T20:59:59Z'`,
    `status = 'snoozed', snoozed_until = '2026-03-02T21:00:00Z'`,
    `escalated_at = now(), escalated_to_id = '${shop.members.manager.id}'`,
    `status = 'closed', closed_at = now()`,
    `waiting_on = 'them'`,
  ];
  for (const [index, what] of set.entries()) {
    const { id } = await makeConversation(db.pool, shop, { from: `25470000010${index}` });
    await db.pool.query(`update conversation set assignee_id = $2 where id = $1`, [
      id,
      shop.members.agent.id,
    ]);
    await db.pool.query(`update conversation set ${what} where id = $1`, [id]);
    if (index % 2 === 0) await mention(id, 'agent');
    if (index % 3 === 0) await mention(id, 'colleague');
  }
}

/** A note in this conversation that mentions somebody. */
async function mention(id: string, who: Who): Promise<string> {
  const note = { id: uuidv7(), conversationId: id, text: `@${shop.members[who].name}`, at: SENT_AT };
  expect(await mutate('manager', 'message.note', note)).toBeNull();
  return note.id;
}

const VIEWS: ViewKey[] = [
  'mentions',
  ...(['mine', 'unassigned', 'all', 'snoozed', 'closed', 'firstLate', 'troubled', 'noOwner'] as const),
  ...(['followUps', 'waitingOnUs', 'waitingOnThem', 'escalated'] as const),
];

it.each(VIEWS)('a view saved from %s holds what it holds, in one inbox too', async (view) => {
  await oneOfEach();
  const ctx = contextOf(shop, shop.members.agent);
  for (const inboxId of [null, shop.inboxes.main]) {
    const over = { until: TODAY_ENDS_AT, limit: 100 };
    const [built, saved] = [
      await ask<{ id: string }[]>(
        queries.conversation.list.fn({ args: { view, ...over, ...(inboxId && { inboxId }) }, ctx }),
      ),
      await ask<{ id: string }[]>(
        queries.conversation.filtered.fn({
          args: { filter: { all: conditionsOf({ view, inboxId }) }, ...over },
          ctx,
        }),
      ),
    ];
    expect(built.length, 'something is in it').toBeGreaterThan(0);
    expect(saved.map((c) => c.id).sort()).toEqual(built.map((c) => c.id).sort());
  }
});

const tagging = (c: { id: string; contactId: string }, add: string[], remove: string[] = []) => ({
  ...{ id: c.contactId, conversationId: c.id, activityId: uuidv7(), at: SENT_AT },
  ...{ add, remove },
});

it('whom notes mention can be asked for and against, follows a note that goes, and is each asker’s own', async () => {
  const [mine, ours, none] = [
    await makeConversation(db.pool, shop),
    await makeConversation(db.pool, shop, { from: '254700000012' }),
    await makeConversation(db.pool, shop, { from: '254700000013' }),
  ];
  await mention(mine.id, 'agent');
  const noteId = await mention(ours.id, 'agent');
  await mention(ours.id, 'colleague');
  const shown = async (who: Who, filter: Filter) =>
    (
      await ask<{ id: string }[]>(
        queries.conversation.filtered.fn({
          args: { filter, limit: 10 },
          ctx: contextOf(shop, shop.members[who]),
        }),
      )
    )
      .map((c) => c.id)
      .sort();
  const me: Filter = { field: 'mention', is: ['me'] };
  expect(await shown('agent', me)).toEqual([mine.id, ours.id].sort());
  expect(await shown('colleague', me)).toEqual([ours.id]);
  expect(await shown('colleague', { none: [me] })).toEqual([mine.id, none.id].sort());
  expect(await shown('agent', { field: 'mention', is: ['nobody'] })).toEqual([none.id]);
  await db.pool.query('delete from mention where message_id = $1', [noteId]);
  expect(await shown('agent', me)).toEqual([mine.id]);
});

it('two people who tag one contact at once both have their way, and case makes no second tag', async () => {
  const conversation = await makeConversation(db.pool, shop);
  const { contactId } = conversation;
  const change = (who: Who, add: string[], remove: string[] = []) =>
    mutate(who, 'contact.changeTags', tagging(conversation, add, remove));
  expect(await Promise.all([change('agent', ['VIP']), change('colleague', ['Jumla'])])).toEqual([null, null]);
  expect(await change('agent', ['vip', 'Ruiru'], ['JUMLA'])).toBeNull();
  const tags = async () =>
    (await db.rows<{ tags: string[] }>('select tags from contact where id = $1', [contactId]))[0]!.tags;
  expect((await tags()).sort()).toEqual(['Ruiru', 'VIP']);
  const many = Array.from({ length: 36 }, (_, n) => `t${n}`);
  for (let at = 0; at < 30; at += 10) expect(await change('agent', many.slice(at, at + 10))).toBeNull();
  expect(await change('agent', many.slice(30, 39))).toBeNull();
  expect(await change('agent', ['a', 'b', 'c'])).toBe('too_many_tags');
  expect((await tags()).length).toBe(38);
});

it('of many who tag one contact in the same moment nobody is overrun', async () => {
  const conversation = await makeConversation(db.pool, shop);
  const tags = Array.from({ length: 24 }, (_, n) => `t${n}`);
  const who = ['agent', 'colleague', 'manager'] as const;
  await Promise.all(
    tags.map((tag, n) => mutate(who[n % 3]!, 'contact.changeTags', tagging(conversation, [tag]))),
  );
  const [kept] = await db.rows<{ tags: string[] }>('select tags from contact where id = $1', [
    conversation.contactId,
  ]);
  expect(kept!.tags.length).toBe(24);
});

it('tagging leaves one line where it was done, however many tags; what changes nothing leaves none', async () => {
  const conversation = await makeConversation(db.pool, shop);
  const elsewhere = await makeConversation(db.pool, shop, { from: '254700000012' });
  const change = (add: string[], remove: string[] = []) =>
    mutate('agent', 'contact.changeTags', tagging(conversation, add, remove));
  const lines = () =>
    db.rows(`select conversation_id as id, kind, actor_name as by, data from activity order by at, id`);
  expect(await change(['VIP', 'Jumla'])).toBeNull();
  expect(await change(['vip'])).toBeNull();
  expect(await change(['Ruiru'], ['JUMLA'])).toBeNull();
  const by = { id: conversation.id, kind: 'tagged', by: shop.members.agent.name };
  expect(await lines()).toEqual([
    { ...by, data: { added: 'VIP, Jumla', removed: '' } },
    { ...by, data: { added: 'Ruiru', removed: 'Jumla' } },
  ]);
  const astray = { ...tagging(conversation, ['x']), conversationId: elsewhere.id };
  expect(await mutate('agent', 'contact.changeTags', astray)).toBe('not_found');
  expect(await lines()).toHaveLength(2);
});

it('the order of the views is each person’s own', async () => {
  const ids = [uuidv7(), uuidv7()];
  expect(await mutate('agent', 'savedView.arrange', { ids })).toBeNull();
  expect(await mutate('agent', 'savedView.arrange', { ids: ids.toReversed() })).toBeNull();
  const orderOf = (who: Who) =>
    ask<{ viewIds: string[] } | undefined>(
      queries.oversight.savedViewOrder.fn({ args: undefined, ctx: contextOf(shop, shop.members[who]) }),
    );
  expect((await orderOf('agent'))?.viewIds).toEqual(ids.toReversed());
  expect(await orderOf('colleague')).toBeUndefined();
});

it('whoever asks to be left alone is marked on each of their conversations, until they take it back', async () => {
  const { id, contactId } = await makeConversation(db.pool, shop);
  const marked = async () =>
    (await db.rows('select contact_opted_out from conversation where id = $1', [id]))[0];
  await db.pool.query('update contact set opted_out_at = now() where id = $1', [contactId]);
  expect(await marked()).toEqual({ contact_opted_out: true });
  await db.pool.query('update contact set opted_out_at = null where id = $1', [contactId]);
  expect(await marked()).toEqual({ contact_opted_out: false });
});
