import { beforeAll, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '#server/db/in-transaction.ts';
import { uuidv7 } from '#server/new-id.ts';
import { recountConversation } from '#server/outbound/recount-conversation.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { makeConversation } from '../../support/make-reply.ts';
import { makeWorkspace } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const MINUTE = 60_000;
let shop: TestWorkspace;
let conversationId: string;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(db.pool, 'provider_event, contact, identity, conversation, message, outbox_item');
  conversationId = (await makeConversation(db.pool, shop, { sentAt: SENT_AT })).id;
  await db.pool.query(`update message set created_at = to_timestamp(1)`);
});

/** A message said at this minute that came as the n-th. Returns its id. */
async function said(direction: 'inbound' | 'outbound', { minute, came }: { minute: number; came: number }) {
  const id = uuidv7();
  await db.pool.query(
    `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, author_member_id, at, created_at)
     values ($1::uuid, $2, $3, $4::text::message_direction, 'text', $1::text, case when $4::text = 'inbound' then 'received' else 'sent' end::message_status,
       case when $4::text = 'inbound' then 'customer' else 'member' end::author_kind, $5, to_timestamp($6::float8 / 1000), to_timestamp($7))`,
    [
      ...[id, shop.id, conversationId, direction, direction === 'inbound' ? null : shop.members.agent.id],
      ...[SENT_AT + minute * MINUTE, came],
    ],
  );
  return id;
}

async function recounted() {
  await inTransaction(db.pool, (tx) => recountConversation(tx, conversationId));
  const [line] = await db.rows<{
    on: string;
    since: number;
    unanswered: number;
    last: string;
    answer: string;
  }>(
    `select waiting_on as on, waiting_since as since, unanswered_count as unanswered, last_message_id as last,
       last_answer_id as answer from conversation`,
  );
  return line!;
}

it('a conversation told anew reads as its thread does, in whatever order its messages came', async () => {
  await db.pool.query('update conversation set inbound_count = 3');
  const last = await said('inbound', { minute: 3, came: 2 });
  const answer = await said('outbound', { minute: 2, came: 3 });
  await said('inbound', { minute: 1, came: 4 });
  expect(await recounted()).toEqual({
    ...{ on: 'us', since: SENT_AT + 3 * MINUTE, unanswered: 1, last, answer },
  });
});

it('the last answer stays the one that came last, so that nobody is refused for what they had seen', async () => {
  const newest = await said('outbound', { minute: 5, came: 2 });
  const cameLast = await said('outbound', { minute: 4, came: 3 });
  expect((await recounted()).answer).toBe(cameLast);
  await db.pool.query(`update message set status = 'cancelled' where id = $1`, [cameLast]);
  expect((await recounted()).answer).toBe(newest);
});
