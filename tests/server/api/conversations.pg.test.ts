import { beforeAll, describe, expect, it } from 'vitest';
import { conversationSchema } from '#server/api/conversation-shape.ts';
import type { ConversationShape } from '#server/api/conversation-shape.ts';
import { uuidv7 } from '#server/new-id.ts';
import { testDatabase } from '../../support/database.ts';
import { makeApp } from '../../support/make-app.ts';
import { makeConversation } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from './call-api.ts';
import type { ApiCaller, ProblemBody } from './call-api.ts';

const db = testDatabase();
const HOUR_MS = 60 * 60 * 1000;
let ours: TestWorkspace;
let theirs: TestWorkspace;
let us: ApiCaller;
let them: ApiCaller;
let conversation: TestConversation;
let marked: string[];

type Page = { items: ConversationShape[]; nextCursor: string | null };

beforeAll(async () => {
  const made = makeApp({ pool: db.pool });
  marked = made.marked;
  ours = await makeWorkspace(db.pool);
  theirs = await makeWorkspace(db.pool, { phoneNumberId: '100000000000002', name: 'Duka la Jirani' });
  us = await makeCaller({ app: made.app, db: db.pool }, ours);
  them = await makeCaller({ app: made.app, db: db.pool }, theirs);
  conversation = await makeConversation(db.pool, ours);
  await makeConversation(db.pool, ours, { from: '254700000012' });
  await makeConversation(db.pool, theirs, { from: '254700000013' });
});

const iso = (at: number) => new Date(at).toISOString();
const kinds = async (id: string) =>
  (
    await db.rows<{ kind: string }>('select kind from activity where conversation_id = $1 order by at, id', [
      id,
    ])
  ).map(({ kind }) => kind);

describe('reading conversations', () => {
  it('tells exactly the agreed fields', async () => {
    const read = await us.get<ConversationShape>(`/conversations/${conversation.id}`);
    expect(read.status).toBe(200);
    expect(read.body).toEqual({
      id: conversation.id,
      status: 'open',
      inboxId: ours.inboxes.main,
      assigneeId: null,
      contact: {
        id: conversation.contactId,
        name: 'Mteja 254700000011',
        identities: [
          { kind: 'phone', value: '+254700000011' },
          { kind: 'whatsapp_id', value: '254700000011' },
        ],
      },
      windowClosesAt: iso(SENT_AT + 24 * HOUR_MS),
      lastMessageAt: iso(SENT_AT),
    });
    expect(conversationSchema.strict().safeParse(read.body).success).toBe(true);
  });

  it('filters by status, assignee, inbox and contact; an empty filter is none, an unknown contact finds nothing', async () => {
    const count = async (query: string) => {
      const found = await us.get<Page>(`/conversations?${query}`);
      expect(found.status, query).toBe(200);
      return found.body.items.length;
    };
    expect(await count('')).toBe(2);
    expect(await count('status=&assignee=&inbox=&contact=')).toBe(2);
    expect(await count('status=open')).toBe(2);
    expect(await count('status=closed')).toBe(0);
    expect(await count('assignee=none')).toBe(2);
    expect(await count(`assignee=${ours.members.agent.id}`)).toBe(0);
    expect(await count(`inbox=${ours.inboxes.main}&status=open`)).toBe(2);
    expect(await count(`inbox=${ours.inboxes.other}`)).toBe(0);
    expect(await count(`contact=${conversation.contactId}`)).toBe(1);
    expect(await count('contact=nobody')).toBe(0);
    await db.pool.query('update member set deactivated_at = now() where id = $1', [ours.members.agent.id]);
    expect(await count(`assignee=${ours.members.agent.id}`)).toBe(0);
    await db.pool.query('update member set deactivated_at = null');
  });

  it.each([
    ['an inbox of others', 'inbox', () => theirs.inboxes.main],
    ['an inbox nobody has', 'inbox', () => uuidv7()],
    ['what is no id', 'inbox', () => 'sales'],
    ['a member of others', 'assignee', () => theirs.members.agent.id],
    ['a member nobody is', 'assignee', () => uuidv7()],
    ['a name', 'assignee', () => 'amina'],
  ])(
    'refuses %s with 400 and names the parameter, and tells others’ from nobody’s in no way',
    async (_, path, id) => {
      const refused = await us.get<ProblemBody>(`/conversations?${path}=${id()}`);
      expect(refused.status).toBe(400);
      expect(refused.body).toMatchObject({
        type: 'urn:kazi:problem:bad_parameter',
        errors: [{ path, message: `is no ${path === 'inbox' ? 'inbox' : 'member'} of this workspace` }],
      });
    },
  );

  it.each([
    'status=late',
    'limit=0',
    'limit=201',
    'limit=ten',
    'limit=1.5',
    'asignee=x',
    'cursor=what',
    'status=open&status=closed',
    'limit=1&limit=',
  ])('the parameter in ?%s is refused with 400, never quietly dropped', async (query) => {
    const refused = await us.get<ProblemBody>(`/conversations?${query}`);
    expect(refused.status).toBe(400);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('working on a conversation', () => {
  it('assigns, gives back and moves it, with a line in the timeline each', async () => {
    const { id } = await makeConversation(db.pool, ours, { from: '254700000021' });
    const { agent } = ours.members;
    const path = `/conversations/${id}`;
    expect((await us.patch<ConversationShape>(path, { assigneeId: agent.id })).body.assigneeId).toBe(
      agent.id,
    );
    expect((await us.patch<ConversationShape>(path, { assigneeId: agent.id })).body.assigneeId).toBe(
      agent.id,
    );
    expect((await us.patch<ConversationShape>(path, { assigneeId: null })).body.assigneeId).toBeNull();
    await us.patch(path, { assigneeId: ours.members.manager.id });
    expect((await us.patch<ConversationShape>(path, { inboxId: ours.inboxes.other })).body).toMatchObject({
      inboxId: ours.inboxes.other,
      assigneeId: ours.members.manager.id,
    });
    expect(await kinds(id)).toEqual(['assigned', 'unassigned', 'assigned', 'moved']);
    const [line] = await db.rows<{ actor_kind: string; actor_name: string }>(
      `select actor_kind, actor_name from activity where conversation_id = $1 limit 1`,
      [id],
    );
    expect(line).toEqual({ actor_kind: 'api', actor_name: 'Order system' });
    expect(marked.at(-1)).toBe(ours.id);
  });

  it('tells whoever is given it, once, by the name of the key', async () => {
    const { id } = await makeConversation(db.pool, ours, { from: '254700000031' });
    const { agent } = ours.members;
    await us.patch(`/conversations/${id}`, { assigneeId: agent.id });
    await us.patch(`/conversations/${id}`, { assigneeId: agent.id });
    const told = await db.rows<object>(
      'select member_id as "memberId", kind, actor_name as "actorName" from notification where conversation_id = $1',
      [id],
    );
    expect(told).toEqual([{ memberId: agent.id, kind: 'assigned', actorName: 'Order system' }]);
  });

  it('rings the queues at once when somebody may be free now, and only then', async () => {
    await db.pool.query(`update inbox set policy = 'round_robin' where id = $1`, [ours.inboxes.main]);
    const { id } = await makeConversation(db.pool, ours, { from: '254700000032' });
    const bells = async () => {
      const rung = await db.count(
        `select count(*) from graphile_worker.jobs where task_identifier = 'drain-queue'`,
      );
      await db.pool.query('delete from graphile_worker._private_jobs');
      return rung;
    };
    await bells();
    await us.patch(`/conversations/${id}`, {});
    expect(await bells()).toBe(0);
    await us.patch(`/conversations/${id}`, { status: 'closed' });
    expect(await bells()).toBe(1);
    await us.patch(`/conversations/${id}`, { status: 'open' });
    expect(await bells()).toBe(1);
    await db.pool.query(`update inbox set policy = 'manual' where id = $1`, [ours.inboxes.main]);
  });

  it('never strands a customer with somebody whose list does not show the inbox', async () => {
    const { id } = await makeConversation(db.pool, ours, { from: '254700000033' });
    const path = `/conversations/${id}`;
    const refused = await us.patch<ProblemBody>(path, { assigneeId: ours.members.outsider.id });
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map((e) => e.path)).toEqual(['assigneeId']);
    await us.patch(path, { assigneeId: ours.members.agent.id });
    const moved = await us.patch<ConversationShape>(path, { inboxId: ours.inboxes.other });
    expect(moved.body.assigneeId).toBeNull();
    const both = { inboxId: ours.inboxes.main, assigneeId: ours.members.agent.id };
    expect((await us.patch<ConversationShape>(path, both)).body).toMatchObject(both);
  });

  it('keeps the promises of the inbox it is moved to', async () => {
    await db.pool.query('update inbox set first_target_ms = $2 where id = $1', [
      ours.inboxes.other,
      2 * HOUR_MS,
    ]);
    const { id } = await makeConversation(db.pool, ours, { from: '254700000034' });
    const due = async () =>
      (
        await db.rows<{ due: number | null }>(
          'select first_response_due_at as due from conversation where id = $1',
          [id],
        )
      )[0]!.due;
    expect(await due()).not.toBe(SENT_AT + 2 * HOUR_MS);
    await us.patch(`/conversations/${id}`, { inboxId: ours.inboxes.other });
    expect(await due()).toBe(SENT_AT + 2 * HOUR_MS);
    await us.patch(`/conversations/${id}`, { status: 'closed' });
    expect(await due()).toBeNull();
    await us.patch(`/conversations/${id}`, { status: 'open' });
    expect(await due()).toBe(SENT_AT + 2 * HOUR_MS);
  });

  it('closes, reopens, snoozes and wakes it', async () => {
    const { id } = await makeConversation(db.pool, ours, { from: '254700000022' });
    const path = `/conversations/${id}`;
    const status = async (body: object) => (await us.patch<ConversationShape>(path, body)).body.status;
    const closedAt = () =>
      db.rows<{ at: number | null }>('select closed_at as at from conversation where id = $1', [id]);
    expect(await status({ status: 'closed' })).toBe('closed');
    expect((await closedAt())[0]!.at).toBe(SENT_AT);
    expect(await status({ status: 'open' })).toBe('open');
    expect((await closedAt())[0]!.at).toBeNull();
    expect(await status({ snoozedUntil: iso(SENT_AT + HOUR_MS) })).toBe('snoozed');
    expect(await status({ status: 'snoozed' })).toBe('snoozed');
    expect(await status({ snoozedUntil: null })).toBe('open');
    expect(await status({ status: 'snoozed', snoozedUntil: '2026-11-21T10:00:00+03:00' })).toBe('snoozed');
    expect(await status({ status: 'closed' })).toBe('closed');
    expect(await status({})).toBe('closed');
    const sorted = (await kinds(id)).sort();
    expect(sorted).toEqual(['closed', 'closed', 'reopened', 'reopened', 'snoozed', 'snoozed']);
    expect(
      await db.count('select count(*) from conversation where id = $1 and snoozed_until is null', [id]),
    ).toBe(1);
  });

  it('opens it again for who is there, counting from now, with one line that says why', async () => {
    const { id } = await makeConversation(db.pool, ours, { from: '254700000023', sentAt: SENT_AT - HOUR_MS });
    const { agent, manager } = ours.members;
    await us.patch(`/conversations/${id}`, { status: 'closed', assigneeId: agent.id });
    await db.pool.query(`update member set availability = 'away' where id = $1`, [agent.id]);
    await db.pool.query(
      'update contact set responsible_member_id = $2 where id = (select contact_id from conversation where id = $1)',
      [id, manager.id],
    );
    const opened = await us.patch<ConversationShape>(`/conversations/${id}`, { status: 'open' });
    await db.pool.query(`update member set availability = 'online'`);
    expect(opened.body.assigneeId).toBe(manager.id);
    expect(
      await db.rows(
        `select waiting_since as since, queue_order as order, first_response_due_at as due from conversation where id = $1`,
        [id],
      ),
    ).toEqual([{ since: SENT_AT, order: SENT_AT, due: SENT_AT + HOUR_MS }]);
    expect(
      await db.rows(
        `select data ->> 'reason' as why from activity where conversation_id = $1 and kind = 'reopened'`,
        [id],
      ),
    ).toEqual([{ why: 'responsible_available' }]);
    expect((await kinds(id)).filter((kind) => kind === 'assigned')).toHaveLength(1);
    expect(
      await db.count(`select count(*) from notification where member_id = $1 and conversation_id = $2`, [
        manager.id,
        id,
      ]),
    ).toBe(1);
    await us.patch(`/conversations/${id}`, { status: 'closed' });
    const named = await us.patch<ConversationShape>(`/conversations/${id}`, {
      status: 'open',
      assigneeId: agent.id,
    });
    expect(named.body.assigneeId).toBe(agent.id);
  });

  it.each([
    [{ status: 'snoozed' }, 'snoozedUntil'],
    [{ snoozedUntil: iso(SENT_AT - HOUR_MS) }, 'snoozedUntil'],
    [{ status: 'closed', snoozedUntil: iso(SENT_AT + HOUR_MS) }, 'snoozedUntil'],
    [{ snoozedUntil: 'tomorrow' }, 'snoozedUntil'],
    [{ status: 'done' }, 'status'],
    [{ assigneeId: 'me' }, 'assigneeId'],
    [{ assigneeId: uuidv7() }, 'assigneeId'],
    [{ inboxId: uuidv7() }, 'inboxId'],
    [{ inboxId: null }, 'inboxId'],
    [{ priority: 'high' }, 'priority'],
  ])('%j is refused and nothing moves', async (body, path) => {
    const before = (await us.get(`/conversations/${conversation.id}`)).body;
    const refused = await us.patch<ProblemBody>(`/conversations/${conversation.id}`, body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors?.map((e) => e.path)).toEqual([path]);
    expect((await us.get(`/conversations/${conversation.id}`)).body).toEqual(before);
  });

  it('refuses people and inboxes of another business, and people who left', async () => {
    const path = `/conversations/${conversation.id}`;
    expect((await us.patch(path, { assigneeId: theirs.members.agent.id })).status).toBe(422);
    expect((await us.patch(path, { inboxId: theirs.inboxes.main })).status).toBe(422);
    await db.pool.query('update member set deactivated_at = now() where id = $1', [ours.members.newcomer.id]);
    expect((await us.patch(path, { assigneeId: ours.members.newcomer.id })).status).toBe(422);
  });
});

it('a key of one business neither sees nor changes a conversation of the other', async () => {
  const path = `/conversations/${conversation.id}`;
  expect((await them.get(path)).status).toBe(404);
  expect((await them.patch(path, { status: 'closed' })).status).toBe(404);
  expect((await them.get(`${path}/messages`)).status).toBe(404);
  expect((await them.post(`${path}/messages`, { text: 'Hi' })).status).toBe(404);
  expect((await them.get<Page>('/conversations')).body.items).toHaveLength(1);
  expect((await them.get<Page>(`/conversations?contact=${conversation.contactId}`)).body.items).toEqual([]);
  expect((await us.get<ConversationShape>(path)).body.status).toBe('open');
  expect(await db.count(`select count(*) from message where direction = 'outbound'`)).toBe(0);
});
