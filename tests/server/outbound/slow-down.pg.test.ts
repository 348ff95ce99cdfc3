import { beforeAll, beforeEach, expect, it } from 'vitest';
import { drainLane } from '#server/outbound/drain-lane.ts';
import type { DrainDeps } from '#server/outbound/drain-lane.ts';
import { openPool } from '#server/db/open-pool.ts';
import { testDatabase } from '../../support/database.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const COUNT = 12;
const PER_SECOND = 20;
let shop: TestWorkspace;
let neighbour: TestWorkspace;
let graph: FakeGraph;
let people: TestConversation[];
let stranger: TestConversation;
let clock = SENT_AT;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  neighbour = await makeWorkspace(db.pool, { phoneNumberId: '100000000000077', name: 'Jirani' });
  people = [];
  for (let n = 0; n < COUNT; n++)
    people.push(await makeConversation(db.pool, shop, { from: `2547000003${String(n).padStart(2, '0')}` }));
  stranger = await makeConversation(db.pool, neighbour, { from: '254700000399' });
  await db.pool.query('update channel set sends_per_second = $1', [PER_SECOND]);
});
beforeEach(async () => {
  await db.pool.query(
    `truncate outbox_item, send_bucket cascade; update message set provider_message_id = null where direction = 'outbound';
     update channel set waba_id = phone_number_id; delete from graphile_worker._private_jobs`,
  );
  graph = await startFakeGraph();
  clock = SENT_AT + 1_000;
  return () => graph.close();
});

const deps = (over: Partial<DrainDeps> = {}): DrainDeps => ({
  ...{ pool: db.pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => clock },
  ...over,
});
const owe = (conversation: TestConversation, workspace = shop) =>
  makeReply(db.pool, workspace, { conversation, text: 'habari', at: clock });
const refuse = (code: number) => graph.answer({ kind: 'error', httpStatus: 400, code }, { kind: 'accepted' });

/** One is refused with this code; then so many of the others leave within so many ms. */
async function leaveAfter(code: number, ms: number, over: Partial<DrainDeps> = {}): Promise<number> {
  const [first, ...others] = people;
  await owe(first!);
  refuse(code);
  await drainLane(deps(), first!.lane);
  for (const person of others) await owe(person);
  const before = graph.calls.length;
  for (const until = clock + ms; clock <= until; clock += 50)
    for (const { lane } of others) await drainLane(deps(over), lane);
  return graph.calls.length - before;
}

it('too fast for the number: nothing for a second, then half as fast, whoever sends', async () => {
  // Another process, which never heard of the refusal, knows it from the database.
  const other = openPool({ url: db.url, max: 2, name: 'kazi test, another worker' });
  try {
    expect(await leaveAfter(130429, 900, { pool: other })).toBe(0);
    clock = SENT_AT + 2_000;
    const before = graph.calls.length;
    for (const until = clock + 500; clock < until; clock += 50)
      for (const { lane } of people.slice(1)) await drainLane(deps({ pool: other }), lane);
    const left = graph.calls.length - before;
    expect(left).toBeGreaterThanOrEqual(3);
    expect(left).toBeLessThanOrEqual(PER_SECOND / 2);
  } finally {
    await other.end();
  }
});

it('too many to one person slows that person alone', async () => {
  expect(await leaveAfter(131056, 0)).toBe(PER_SECOND / 2 - 1);
  expect(await db.count(`select count(*) from send_bucket where starts_with(key, 'slow:')`)).toBe(0);
});

it('the speed comes back by itself', async () => {
  await leaveAfter(130429, 0);
  clock += 60_000;
  await db.pool.query('truncate outbox_item cascade');
  for (const person of people) await owe(person);
  const before = graph.calls.length;
  for (const { lane } of people) await drainLane(deps(), lane);
  expect(graph.calls.length - before).toBe(PER_SECOND / 2);
});

it.each([
  [130429, 1],
  [80007, 0],
  [4, 0],
])('code %i slows another number by what it names: then %i leaves there', async (code, count) => {
  await db.pool.query(`update channel set waba_id = '77'`);
  await owe(people[0]!);
  refuse(code);
  await drainLane(deps(), people[0]!.lane);
  await owe(stranger, neighbour);
  const before = graph.calls.length;
  await drainLane(deps(), stranger.lane);
  expect(graph.calls.length - before).toBe(count);
});

it('another account is not slowed by what its neighbour’s was', async () => {
  await owe(people[0]!);
  refuse(80007);
  await drainLane(deps(), people[0]!.lane);
  await owe(stranger, neighbour);
  await drainLane(deps(), stranger.lane);
  expect(graph.calls).toHaveLength(2);
});
