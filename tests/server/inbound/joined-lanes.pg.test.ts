import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { inTransaction } from '#server/db/in-transaction.ts';
import { joinContacts } from '#server/inbound/join-contacts.ts';
import { claimNext } from '#server/outbound/claim-next.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyInbox } from '../../support/empty-inbox.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const NUMBER = '254700000011';
let shop: TestWorkspace;
let graph: FakeGraph;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyInbox(db.pool);
  await db.pool.query('truncate number_change, same_person; delete from graphile_worker._private_jobs');
  graph = await startFakeGraph();
});
afterEach(() => graph.close());

/** The thread of whoever writes from the number under this id. */
async function threadOf(userId: string, minute: number): Promise<TestConversation> {
  const sentAt = SENT_AT + minute * 60_000;
  const body = inboundText({ from: NUMBER, name: userId, text: `Mimi ${userId}`, sentAt })
    .replace(`"wa_id":"${NUMBER}"`, `"wa_id":"${NUMBER}","user_id":"KE.${userId}"`)
    .replace(`"from":"${NUMBER}"`, `"from":"${NUMBER}","from_user_id":"KE.${userId}"`);
  await happen(db.pool, body);
  const [found] = await db.rows<{ id: string; contactId: string }>(
    'select id, contact_id as "contactId" from conversation order by created_at desc limit 1',
  );
  return { ...found!, lane: `conversation:${found!.id}`, from: NUMBER };
}

const at = SENT_AT + 20 * 60_000;
const reply = (conversation: TestConversation, text: string) =>
  makeReply(db.pool, shop, { conversation, text, at });
const drain = ({ lane }: TestConversation) =>
  drainLane({ pool: db.pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => at }, lane);

async function join(): Promise<void> {
  const [change] = await db.rows<{ id: string }>('select id from number_change');
  await inTransaction(db.pool, (tx) =>
    joinContacts(tx, {
      ...{ changeId: change!.id, workspaceId: shop.id },
      by: { memberId: shop.members.manager.id, name: 'Wanjiku', at },
    }),
  );
}

it('what waits in both threads of one person goes out in the order in which it was written', async () => {
  const [kept, goes] = [await threadOf('juma01', 0), await threadOf('asha02', 10)];
  for (const [n, thread] of [kept, goes, goes, kept, goes].entries()) await reply(thread, `${n}`);
  await db.pool.query('delete from graphile_worker._private_jobs');
  await join();
  expect(await db.rows('select distinct lane from outbox_item')).toEqual([{ lane: kept.lane }]);
  expect(
    await db.rows(`select payload ->> 'lane' as lane from graphile_worker._private_jobs
      where payload::jsonb ? 'lane'`),
  ).toEqual([{ lane: kept.lane }]);
  await drain(goes);
  await drain(kept);
  expect(graph.calls.map(({ body }) => body.text?.body)).toEqual(['0', '1', '2', '3', '4']);
});

it('nothing overtakes the call that was under way when they were joined', async () => {
  const [kept, goes] = [await threadOf('juma01', 0), await threadOf('asha02', 10)];
  await reply(goes, 'kwanza');
  await reply(kept, 'pili');
  expect((await claimNext(db.pool, { lane: goes.lane, now: at })).kind).toBe('claimed');
  await join();
  expect((await claimNext(db.pool, { lane: kept.lane, now: at })).kind).toBe('later');
});
