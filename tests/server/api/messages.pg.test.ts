import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { messageSchema } from '#server/api/message-shape.ts';
import type { MessageShape } from '#server/api/message-shape.ts';
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
const DAY_MS = 24 * 60 * 60 * 1000;
let workspace: TestWorkspace;
let now = SENT_AT;
let us: ApiCaller;
let conversation: TestConversation;
let nextNumber = 254_700_000_300;

type Page = { items: MessageShape[]; nextCursor: string | null };

beforeAll(async () => {
  const { app } = makeApp({ pool: db.pool, now: () => now });
  workspace = await makeWorkspace(db.pool);
  us = await makeCaller({ app, db: db.pool }, workspace);
});
beforeEach(async () => {
  now = SENT_AT + 60_000;
  conversation = await makeConversation(db.pool, workspace, { from: String(nextNumber++) });
});

const messagesPath = () => `/conversations/${conversation.id}/messages`;
const owed = () => db.count(`select count(*) from outbox_item where lane = $1`, [conversation.lane]);

describe('sending through the API', () => {
  it('answers 202 with the queued message, owed to the provider and shown in the inbox like any reply', async () => {
    const sent = await us.post<MessageShape>(messagesPath(), { text: '  Your order is ready.  ' });
    expect(sent.status).toBe(202);
    expect(messageSchema.strict().parse(sent.body)).toEqual({
      id: sent.body.id,
      conversationId: conversation.id,
      direction: 'outbound',
      type: 'text',
      text: 'Your order is ready.',
      status: 'queued',
      providerMessageId: null,
      author: { kind: 'api', memberId: null, name: 'Order system' },
      failure: null,
      createdAt: new Date(now).toISOString(),
    });
    expect(await owed()).toBe(1);
    expect(
      await db.count(`select count(*) from graphile_worker.jobs where task_identifier = 'drain-outbox'`),
    ).toBeGreaterThan(0);
    const [row] = await db.rows<Record<string, unknown>>(
      `select last_message_id, last_message_text, last_message_status, last_message_author, waiting_on, unanswered_count, inbound_count,
         last_answer_id, status from conversation where id = $1`,
      [conversation.id],
    );
    expect(row).toEqual({
      last_message_id: sent.body.id,
      last_message_text: 'Your order is ready.',
      last_message_status: 'queued',
      last_message_author: 'Order system',
      waiting_on: 'them',
      unanswered_count: 0,
      inbound_count: 1,
      last_answer_id: sent.body.id,
      status: 'open',
    });
  });

  it('lists the thread newest first; what customers and colleagues wrote has no delivery status', async () => {
    await db.pool.query(
      `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, author_name, at)
       values (gen_random_uuid(), $1, $2, 'note', 'text', 'Ask about size', 'received', 'member', 'Amina', to_timestamp($3::float8 / 1000))`,
      [workspace.id, conversation.id, SENT_AT + 30_000],
    );
    const sent = await us.post<MessageShape>(messagesPath(), { text: 'Karibu' });
    const { items, nextCursor } = (await us.get<Page>(messagesPath())).body;
    expect(nextCursor).toBeNull();
    expect(items[0]).toEqual(sent.body);
    expect(items.map((m) => [m.direction, m.status, m.author.kind])).toEqual([
      ['outbound', 'queued', 'api'],
      ['note', null, 'member'],
      ['inbound', null, 'customer'],
    ]);
    expect(items[2]!.providerMessageId).toMatch(/^wamid/);
  });

  it('is refused when the window is shut, and says the way out', async () => {
    now = SENT_AT + DAY_MS;
    const refused = await us.post<ProblemBody>(messagesPath(), { text: 'Too late' });
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({
      type: 'urn:kazi:problem:window_shut',
      windowClosedAt: new Date(SENT_AT + DAY_MS).toISOString(),
    });
    expect(refused.body.detail).toMatch(/template/);
    expect(await owed()).toBe(0);
  });

  it('is refused while the channel is paused', async () => {
    await db.pool.query(`update channel set state = 'paused' where id = $1`, [workspace.channel.id]);
    const refused = await us.post<ProblemBody>(messagesPath(), { text: 'Hello' });
    await db.pool.query(`update channel set state = 'active' where id = $1`, [workspace.channel.id]);
    expect(refused.status).toBe(409);
    expect(refused.body.type).toBe('urn:kazi:problem:channel_paused');
    expect(await owed()).toBe(0);
  });

  it.each([
    [{ text: ' \n ' }, 422, 'text_empty'],
    [{ text: 'x'.repeat(4097) }, 422, 'text_too_long'],
    [{ text: '😀'.repeat(4096) }, 202, null],
    [{ text: null }, 422, 'invalid_input'],
    [{}, 422, 'invalid_input'],
    [{ text: 'Hi', to: '+254700000011' }, 422, 'invalid_input'],
    [{ text: 'Hi', template: { name: 'a', language: 'en' } }, 422, 'invalid_input'],
    [{ template: { name: 'order_ready', language: 'en', variables: { '1': 'x' } } }, 422, 'invalid_input'],
    [{ template: { language: 'en' } }, 422, 'invalid_input'],
    [{ media: { link: 'file:///etc/passwd', type: 'image' } }, 422, 'invalid_input'],
    [{ text: 'a\u0000b' }, 400, 'body_unreadable'],
    ['{"text":"half \\ud83d"}', 400, 'body_unreadable'],
    ['{"text":', 400, 'body_unreadable'],
    ['[]', 422, 'invalid_input'],
    [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, 400, 'body_unreadable'],
  ])('body %# is answered as it must be', async (body, status, code) => {
    const answer = await us.post<ProblemBody>(messagesPath(), body);
    expect(answer.status).toBe(status);
    if (code !== null) expect(answer.body.type).toBe(`urn:kazi:problem:${code}`);
    expect(await owed()).toBe(code === null ? 1 : 0);
  });

  it('names the field of the shape the body comes closest to', async () => {
    const refused = await us.post<ProblemBody>(messagesPath(), { template: { language: 'en' } });
    expect(refused.body.errors?.map((e) => e.path)).toEqual(['template.name']);
  });

  it('two systems writing at once leave two messages and one true preview', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => us.post<MessageShape>(messagesPath(), { text: `At once ${n}` })),
    );
    expect(answers.every((a) => a.status === 202)).toBe(true);
    expect(await owed()).toBe(10);
    const [row] = await db.rows<{ last: string }>(
      'select last_message_id as last from conversation where id = $1',
      [conversation.id],
    );
    expect(answers.map((a) => a.body.id)).toContain(row!.last);
  });
});
