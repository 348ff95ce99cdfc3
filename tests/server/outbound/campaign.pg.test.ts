import { beforeAll, beforeEach, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { uuidv7 } from '#server/new-id.ts';
import { addOutboxItem } from '#server/outbound/add-outbox-item.ts';
import { drainCampaigns } from '#server/outbound/drain-campaigns.ts';
import { drainDue } from '#server/outbound/drain-due.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { numberPace } from '#server/outbound/send-pace.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const PER_SECOND = 20;
const COUNT = 14;
let shop: TestWorkspace;
let graph: FakeGraph;
let people: TestConversation[];
let clock = SENT_AT;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  people = [];
  for (let n = 0; n < COUNT; n++)
    people.push(await makeConversation(db.pool, shop, { from: `2547000001${String(n).padStart(2, '0')}` }));
  await db.pool.query('update channel set sends_per_second = $1', [PER_SECOND]);
});
beforeEach(async () => {
  await emptyTables(db.pool, 'outbox_item, send_bucket');
  await db.pool.query(`update message set provider_message_id = null where direction = 'outbound';
     delete from graphile_worker._private_jobs`);
  graph = await startFakeGraph();
  clock = SENT_AT + 1_000;
  return () => graph.close();
});

const deps = () => ({ pool: db.pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => clock });
const said = () => graph.calls.map(({ body }) => body.text?.body ?? '');

async function announce(conversation: TestConversation, text: string): Promise<void> {
  const id = uuidv7();
  await db.pool.query(
    `insert into message (id, workspace_id, conversation_id, direction, type, text, status, author_kind, at)
     values ($1, $2, $3, 'outbound', 'text', $4, 'queued', 'system', to_timestamp($5::float8 / 1000))`,
    [id, shop.id, conversation.id, text, clock],
  );
  await addOutboxItem(db.pool, { messageId: id, at: clock, isCampaign: true });
}

it('a campaign goes at the pace of its number, leaves turns for people, and nothing of it is lost or doubled', async () => {
  for (const [n, person] of people.entries()) await announce(person, `tangazo ${n}`);
  for (let looks = 0; looks < 20; looks++) {
    await drainCampaigns(deps(), new Set());
    clock += 100;
  }
  expect(said().toSorted()).toEqual(people.map((_, n) => `tangazo ${n}`).toSorted());
  const left = await db.count(`select tokens from send_bucket where key like 'number:%'`);
  expect(left).toBeGreaterThanOrEqual(PER_SECOND / 10);
});

it('rings no bell, and neither the clock nor the rescue of stranded lanes fetches it', async () => {
  for (const person of people) await announce(person, 'tangazo');
  expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
  clock += 60_000;
  await drainDue(deps(), new Set());
  await db.pool.query(`update outbox_item set not_before = now() - interval '1 hour'`);
  await handlers['rescue-stranded']({}, makeJobDeps(db.pool));
  expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
  expect(graph.calls).toEqual([]);
});

it('a reply does not wait for the campaign, and finds its turn at once', async () => {
  const [first, ...others] = people;
  for (const person of others) await announce(person, 'tangazo');
  await drainCampaigns(deps(), new Set());
  await makeReply(db.pool, shop, { conversation: first!, text: 'jibu', at: clock });
  await drainLane(deps(), first!.lane);
  expect(said().at(-1)).toBe('jibu');
});

it('what the campaign owes the person answered goes first, and then with the reply', async () => {
  const person = people[0]!;
  await announce(person, 'tangazo');
  await makeReply(db.pool, shop, { conversation: person, text: 'jibu', at: clock });
  await drainLane(deps(), person.lane);
  expect(said()).toEqual(['tangazo', 'jibu']);
});

it('a paused number keeps its campaign', async () => {
  await announce(people[0]!, 'tangazo');
  await db.pool.query(`update channel set state = 'paused'`);
  await drainCampaigns(deps(), new Set());
  expect(graph.calls).toEqual([]);
  await db.pool.query(`update channel set state = 'active'`);
  await handlers['drain-campaigns'](
    {},
    makeJobDeps(db.pool, { whatsappApiUrl: graph.apiUrl, now: () => clock }),
  );
  expect(said()).toEqual(['tangazo']);
});

it('turns that went by during a standstill are not poured out at once', async () => {
  const { capacity } = numberPace(PER_SECOND);
  for (const [n, conversation] of people.entries())
    await makeReply(db.pool, shop, { conversation, text: `${n}`, at: clock });
  for (const { lane } of people) await drainLane(deps(), lane);
  expect(graph.calls).toHaveLength(capacity);
  clock += 60_000;
  for (const { lane } of people) await drainLane(deps(), lane);
  expect(graph.calls).toHaveLength(COUNT);
  expect(await db.count(`select tokens from send_bucket where key like 'number:%'`)).toBe(
    capacity - (COUNT - capacity),
  );
});
