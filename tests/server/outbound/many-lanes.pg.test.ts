import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCallGate } from '#server/outbound/call-gate.ts';
import { claimHeads } from '#server/outbound/claim-heads.ts';
import { LEASE_MS } from '#server/outbound/claim-next.ts';
import type { Claim } from '#server/outbound/claim-next.ts';
import { drainDue } from '#server/outbound/drain-due.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import type { DrainDeps } from '#server/outbound/drain-lane.ts';
import { numberPace, PAIR_PACE, takeTurn, takeTurns } from '#server/outbound/send-pace.ts';
import { settleSent } from '#server/outbound/settle-sent.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { SENT_AT } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
const COUNT = 10;
let shop: TestWorkspace;
let graph: FakeGraph;
let people: TestConversation[];
let clock = SENT_AT;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
  people = [];
  for (let n = 0; n < COUNT; n++)
    people.push(await makeConversation(db.pool, shop, { from: `2547000002${String(n).padStart(2, '0')}` }));
});
beforeEach(async () => {
  await emptyTables(db.pool, 'outbox_item, send_bucket');
  await db.pool.query(`update message set provider_message_id = null where direction = 'outbound';
     delete from graphile_worker._private_jobs; update channel set state = 'active', sends_per_second = 80`);
  graph = await startFakeGraph();
  clock = SENT_AT + 1_000;
  return () => graph.close();
});

const deps = (over: Partial<DrainDeps> = {}): DrainDeps => ({
  ...{ pool: db.pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => clock },
  ...over,
});
const lanes = () => people.map(({ lane }) => lane);
const claim = () => claimHeads(db.pool, { lanes: lanes(), now: clock, gate: createCallGate() });
const said = () => graph.calls.map(({ body }) => body.text?.body ?? '');
const countOf = (claims: readonly (Claim | null)[], kind: string) =>
  claims.filter((c) => (c?.kind ?? 'alone') === kind).length;
const statuses = () =>
  db.rows<{ status: string; n: number }>(
    `select m.status, count(*)::int as n from message m join outbox_item o on o.message_id = m.id group by 1 order by 1`,
  );

async function oweEach(text = 'habari'): Promise<string[]> {
  const ids: string[] = [];
  for (const [n, conversation] of people.entries())
    ids.push(await makeReply(db.pool, shop, { conversation, text: `${text} ${n}`, at: clock }));
  return ids;
}

describe('many lanes at once', () => {
  it('are claimed together before any call; a worker that dies then leaves each one unconfirmed, and none goes twice', async () => {
    await oweEach();
    let claimed = 0;
    const dying = deps({
      atStep: (step) => {
        if (step !== 'claimed') return;
        claimed++;
        throw new Error('the process ended here');
      },
    });
    await Promise.allSettled(lanes().map((lane) => drainLane(dying, lane)));
    expect(claimed).toBe(COUNT);
    expect(await statuses()).toEqual([{ status: 'sending', n: COUNT }]);
    expect(await db.count('select count(distinct started_at) from outbox_attempt')).toBe(1);

    await oweEach('baadaye');
    await Promise.all(lanes().map((lane) => drainLane(deps(), lane)));
    expect(graph.calls).toEqual([]);

    clock += LEASE_MS + 1;
    await Promise.all(lanes().map((lane) => drainLane(deps(), lane)));
    expect(await statuses()).toEqual([
      { status: 'unconfirmed', n: COUNT },
      { status: 'sent', n: COUNT },
    ]);
    expect(said().toSorted()).toEqual(people.map((_, n) => `baadaye ${n}`).toSorted());
    expect(await db.count('select sum(troubled_count) from conversation')).toBe(COUNT);
  });

  it('two workers that want the same ones never both have one', async () => {
    await oweEach();
    const [mine, theirs] = await Promise.all([claim(), claim()]);
    expect(countOf(mine, 'claimed') + countOf(theirs, 'claimed')).toBe(COUNT);
    expect(await db.count('select count(*) from outbox_attempt')).toBe(COUNT);
    expect(await db.count('select max(attempts) from outbox_item')).toBe(1);
  });

  it('one that somebody works in is left alone, and does not hold up the others', async () => {
    await oweEach();
    const holder = await db.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [lanes()[3]]);
      const claims = await claim();
      expect(claims[3]).toBeNull();
      expect(countOf(claims, 'claimed')).toBe(COUNT - 1);
    } finally {
      await holder.query('rollback');
      holder.release();
    }
  });

  it('no more calls are under way at once than half a second is good for, however long the answers take', async () => {
    await db.pool.query('update channel set sends_per_second = 12');
    await oweEach();
    graph.answer({ kind: 'wait' });
    const draining = Promise.all(lanes().map((lane) => drainLane(deps(), lane)));
    await graph.hasHeard(6);
    clock += 10_000;
    await drainDue(deps(), new Set());
    expect(graph.calls).toHaveLength(6);
    graph.answer({ kind: 'accepted' });
    graph.release();
    await draining;
    clock += 1_000;
    await drainDue(deps(), new Set());
    expect(said().toSorted()).toEqual(people.map((_, n) => `habari ${n}`).toSorted());
  });

  it('keep their order, each for itself', async () => {
    for (const text of ['moja', 'mbili', 'tatu']) await oweEach(text);
    await Promise.all([...lanes(), ...lanes()].map((lane) => drainLane(deps(), lane)));
    await Promise.all(lanes().map((lane) => drainLane(deps(), lane)));
    for (const n of people.keys())
      expect(said().filter((text) => text.endsWith(` ${n}`))).toEqual([
        `moja ${n}`,
        `mbili ${n}`,
        `tatu ${n}`,
      ]);
  });

  it('an answer that cannot be written down with the others does not take them along', async () => {
    const ids = await oweEach();
    // Somebody else has this id already: writing it down fails.
    await db.pool.query(`update message set provider_message_id = 'wamid.sent.1' where id = (
      select id from message where direction = 'inbound' order by id limit 1)`);
    await Promise.allSettled(lanes().map((lane) => drainLane(deps(), lane)));
    await db.pool.query(
      `update message set provider_message_id = null where provider_message_id = 'wamid.sent.1'`,
    );
    expect(await statuses()).toEqual([
      { status: 'sending', n: 1 },
      { status: 'sent', n: ids.length - 1 },
    ]);
  });

  it('what was settled together hears the statuses that came before its answer', async () => {
    await oweEach();
    await db.pool.query(
      `insert into parked_status (id, workspace_id, provider_message_id, status, at) values
         (gen_random_uuid(), $1, 'wamid.early.1', 'read', now()), (gen_random_uuid(), $1, 'wamid.early.1', 'delivered', now() - interval '1 second')`,
      [shop.id],
    );
    const items = (await claim()).flatMap((c) => (c?.kind === 'claimed' ? [c.item] : []));
    await settleSent(
      db.pool,
      items.map((item, n) => ({
        item: { ...item, messageId: item.messageId! },
        providerMessageId: `wamid.early.${n}`,
        now: clock,
      })),
    );
    expect(await statuses()).toEqual([
      { status: 'sent', n: COUNT - 1 },
      { status: 'read', n: 1 },
    ]);
    expect(await db.count('select count(*) from parked_status')).toBe(0);
  });
});

describe('turns for many', () => {
  const ask = (n: number, isCampaign = false) => ({ lane: `conversation:${n}`, isCampaign });
  const number = (name: string) => ({ channelId: name, sendsPerSecond: 10, now: SENT_AT });

  it('are given as to one after another: so many as the bucket holds, then a time each', async () => {
    const asks = Array.from({ length: 12 }, (_, n) => ask(n, n % 4 === 3));
    const together = await takeTurns(db.pool, { ...number('together'), asks });
    const apart: number[] = [];
    for (const one of asks)
      apart.push(await takeTurn(db.pool, { ...number('apart'), ...one, lane: `apart:${one.lane}` }));
    expect(together.map(({ waitMs }) => waitMs)).toEqual(apart);
    expect(apart.filter((waitMs) => waitMs === 0)).toHaveLength(numberPace(10).capacity);
    const buckets = await db.rows<{ tokens: number; at: number }>(
      `select tokens, next_turn_at as at from send_bucket where key like 'number:%'`,
    );
    expect(buckets[0]).toEqual(buckets[1]);
  });

  it('never more than a number may send, however many workers ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 6 }, (_, w) =>
        takeTurns(db.pool, { ...number('shared'), asks: [0, 1, 2].map((n) => ask(w * 3 + n)) }),
      ),
    );
    expect(asked.flat().filter(({ waitMs }) => waitMs === 0)).toHaveLength(numberPace(10).capacity);
  });

  it('one person’s own pace is said to be theirs, and costs the number nothing', async () => {
    await db.pool.query(
      `insert into send_bucket (key, tokens, filled_at) values ('pair:conversation:1', 0.5, to_timestamp($1::float8 / 1000))`,
      [SENT_AT],
    );
    const turns = await takeTurns(db.pool, { ...number('own'), asks: [ask(1), ask(2)] });
    expect(turns).toEqual([
      { waitMs: PAIR_PACE.refillMs / 2, isOwn: true },
      { waitMs: 0, isOwn: false },
    ]);
    expect(await db.count(`select tokens from send_bucket where key = 'number:own'`)).toBe(
      numberPace(10).capacity - 1,
    );
  });

  it('who was told a time is found by the clock then, without another bell', async () => {
    await db.pool.query('update channel set sends_per_second = 5');
    await oweEach();
    await db.pool.query('delete from graphile_worker._private_jobs');
    await Promise.all(lanes().map((lane) => drainLane(deps(), lane)));
    expect(graph.calls).toHaveLength(numberPace(5).capacity);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(0);
    for (let looks = 0; looks < 12; looks++) {
      clock += 200;
      await drainDue(deps(), new Set());
    }
    expect(said().toSorted()).toEqual(people.map((_, n) => `habari ${n}`).toSorted());
  });
});
