import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimNext, LEASE_MS } from '#server/outbound/claim-next.ts';
import type { ClaimedItem } from '#server/outbound/claimed-item.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import type { DrainDeps } from '#server/outbound/drain-lane.ts';
import { settleAttempt } from '#server/outbound/settle-attempt.ts';
import { testDatabase } from '../../support/database.ts';
import { emptyTables } from '../../support/empty-tables.ts';
import { startFakeGraph } from '../../support/fake-graph.ts';
import type { FakeGraph } from '../../support/fake-graph.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import type { TestConversation } from '../../support/make-reply.ts';
import { makeWorkspace, testSecretBox } from '../../support/make-workspace.ts';
import type { TestWorkspace } from '../../support/make-workspace.ts';
import { happen } from '../../support/store-event.ts';
import { SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';

const db = testDatabase();
let shop: TestWorkspace;
let graph: FakeGraph;
let conversation: TestConversation;
let clock = SENT_AT;

beforeAll(async () => {
  shop = await makeWorkspace(db.pool);
});
beforeEach(async () => {
  await emptyTables(
    db.pool,
    'provider_event, contact, identity, conversation, message, parked_status, outbox_item, send_bucket',
  );
  await db.pool.query(
    `update channel set state = 'active', paused_reason = null; delete from graphile_worker._private_jobs`,
  );
  graph = await startFakeGraph();
  conversation = await makeConversation(db.pool, shop);
  clock = SENT_AT + 1_000;
  return () => graph.close();
});
afterAll(() => graph.close());

function deps(over: Partial<DrainDeps> = {}): DrainDeps {
  return { pool: db.pool, secretBox: testSecretBox, apiUrl: graph.apiUrl, now: () => clock, ...over };
}
const drain = (over?: Partial<DrainDeps>) => drainLane(deps(over), conversation.lane);
const reply = (text: string) => makeReply(db.pool, shop, { conversation, text, at: clock });
const statusOf = async (id: string) =>
  (await db.rows<{ status: string }>('select status from message where id = $1', [id]))[0]!.status;
const itemOf = async (id: string) =>
  (
    await db.rows<{ state: string; attempts: number }>(
      'select state, attempts from outbox_item where message_id = $1',
      [id],
    )
  )[0]!;

describe('a reply on its way out', () => {
  it('goes to the customer’s number with the channel’s own token, and is one grey tick', async () => {
    const id = await reply('Karibu sana');
    await drain();
    expect(graph.calls).toHaveLength(1);
    expect(graph.calls[0]).toMatchObject({
      path: `/v25.0/${shop.channel.phoneNumberId}/messages`,
      authorization: 'Bearer test-access-token',
      body: { text: { body: 'Karibu sana' } },
    });
    expect(graph.calls[0]?.body.to?.replace(/\D/g, '')).toBe(conversation.from);
    expect(await statusOf(id)).toBe('sent');
    expect(await db.rows('select provider_message_id from message where id = $1', [id])).toEqual([
      { provider_message_id: 'wamid.sent.1' },
    ]);
    expect(await itemOf(id)).toEqual({ state: 'done', attempts: 1 });
  });

  it('rings its own bell in the transaction that writes it', async () => {
    const client = await db.pool.connect();
    const before = await db.count('select count(*) from graphile_worker._private_jobs');
    try {
      await client.query('begin');
      await makeReply(client as unknown as typeof db.pool, shop, { conversation, text: 'haitatoka' });
    } finally {
      await client.query('rollback');
      client.release();
    }
    expect(await db.count('select count(*) from outbox_item')).toBe(0);
    expect(await db.count('select count(*) from graphile_worker._private_jobs')).toBe(before);
  });

  it('leaves in the order it was written', async () => {
    for (const text of ['moja', 'mbili', 'tatu', 'nne']) await reply(text);
    await drain();
    expect(graph.calls.map(({ body }) => body.text?.body)).toEqual(['moja', 'mbili', 'tatu', 'nne']);
  });

  it('is said to be leaving before the call is made, so that a crash can never hide it', async () => {
    graph.answer({ kind: 'wait' });
    const id = await reply('subiri');
    const draining = drain();
    await graph.hasHeard(1);
    expect(await statusOf(id)).toBe('sending');
    const attempts = await db.rows<{ id: string; outcome: string | null }>(
      'select id, outcome from outbox_attempt',
    );
    expect(attempts).toEqual([{ id: graph.calls[0]?.body.biz_opaque_callback_data, outcome: null }]);
    graph.release();
    await draining;
    expect(await statusOf(id)).toBe('sent');
  });

  it('two workers on one lane never send twice and never overtake', async () => {
    for (let n = 0; n < 6; n++) await reply(`n ${n}`);
    await Promise.all([drain(), drain(), drain()]);
    await drain();
    expect(graph.calls.map(({ body }) => body.text?.body)).toEqual(
      Array.from({ length: 6 }, (_, n) => `n ${n}`),
    );
  });

  it('a bell that rings with nothing owed sends nothing', async () => {
    await reply('mara moja');
    await drain();
    await drain();
    expect(graph.calls).toHaveLength(1);
  });
});

describe('when it does not go well', () => {
  it.each([
    ['not on WhatsApp', 400, 131026],
    ['outside the window', 400, 131047],
    ['a fault of ours', 400, 131008],
  ])(
    '%s: it is failed with a reason, the job returns, and the next one leaves',
    async (_, httpStatus, code) => {
      graph.answer({ kind: 'error', httpStatus, code }, { kind: 'accepted' });
      const [first, second] = [await reply('haiwezekani'), await reply('inawezekana')];
      await drain();
      expect([await statusOf(first), await statusOf(second)]).toEqual(['failed', 'sent']);
      const [row] = await db.rows<{ failure: { code: number; key: string } }>(
        'select failure from message where id = $1',
        [first],
      );
      expect(row?.failure.code).toBe(code);
      expect(row?.failure.key).toBeTruthy();
      expect(await db.rows('select troubled_count from conversation')).toEqual([{ troubled_count: 1 }]);
    },
  );

  it('too fast: it goes back in line, keeps its place, and is tried again later', async () => {
    graph.answer({ kind: 'error', httpStatus: 400, code: 130429 }, { kind: 'accepted' });
    const [first, second] = [await reply('haraka'), await reply('baadaye')];
    await drain();
    expect(await statusOf(first)).toBe('queued');
    expect(
      await db.count(
        `select count(*) from graphile_worker._private_jobs where run_at > to_timestamp($1::float8 / 1000)`,
        [clock],
      ),
    ).toBeGreaterThan(0);
    await drain();
    expect(graph.calls).toHaveLength(1);
    clock += 10 * 60_000;
    await drain();
    expect(graph.calls.map(({ body }) => body.text?.body)).toEqual(['haraka', 'haraka', 'baadaye']);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['sent', 'sent']);
  });

  it('a provider nobody can reach is tried again: nothing left', async () => {
    const id = await reply('hewani');
    await graph.close();
    await drain();
    expect(await statusOf(id)).toBe('queued');
    expect(await db.rows('select outcome from outbox_attempt')).toEqual([{ outcome: 'unavailable' }]);
  });

  it.each([
    ['hangs up after taking it', { kind: 'hangUp' } as const],
    ['answers through a gateway that broke', { kind: 'gateway', httpStatus: 502 } as const],
  ])('a provider that %s: nobody knows, so it is not sent again by machine', async (_, answer) => {
    graph.answer(answer, { kind: 'accepted' });
    const id = await reply('labda');
    const next = await reply('hakika');
    await drain();
    await drain();
    expect(await statusOf(id)).toBe('unconfirmed');
    expect(await statusOf(next)).toBe('sent');
    expect(graph.calls.filter(({ body }) => body.text?.body === 'labda')).toHaveLength(1);
    expect(await db.rows('select troubled_count from conversation')).toEqual([{ troubled_count: 1 }]);
  });

  it('a lost answer is settled by a status that carries our own attempt', async () => {
    graph.answer({ kind: 'hangUp' });
    const id = await reply('labda');
    await drain();
    const opaque = graph.calls[0]!.body.biz_opaque_callback_data!;
    await happen(db.pool, statusBody({ id: 'wamid.from-status', status: 'delivered', opaque }));
    expect(await statusOf(id)).toBe('delivered');
    expect(await itemOf(id)).toMatchObject({ state: 'done' });
    expect(await db.rows('select provider_message_id from message where id = $1', [id])).toEqual([
      { provider_message_id: 'wamid.from-status' },
    ]);
    await happen(db.pool, statusBody({ id: 'wamid.from-status', status: 'read' }));
    expect(await statusOf(id)).toBe('read');
    expect(await db.rows('select troubled_count from conversation')).toEqual([{ troubled_count: 0 }]);
  });

  it('a status that overtakes the answer to its own call is not lost', async () => {
    const id = await reply('upesi');
    await happen(db.pool, statusBody({ id: 'wamid.sent.1', status: 'delivered' }));
    expect(await db.count('select count(*) from parked_status')).toBe(1);
    await drain();
    expect(await statusOf(id)).toBe('delivered');
    expect(await db.count('select count(*) from parked_status')).toBe(0);
  });

  it('a wrong token pauses the channel with its reason, keeps the queue, and asks once', async () => {
    graph.answer({ kind: 'error', httpStatus: 401, code: 190 });
    const [first, second] = [await reply('moja'), await reply('mbili')];
    await drain();
    await drain();
    expect(graph.calls).toHaveLength(1);
    const [channel] = await db.rows<{ state: string; reason: string }>(
      'select state, paused_reason as reason from channel where id = $1',
      [shop.channel.id],
    );
    expect(channel?.state).toBe('paused');
    expect(channel?.reason).toBeTruthy();
    expect(
      await db.rows('select member_id as id, data from notification where kind = $1', ['channel_paused']),
    ).toEqual([{ id: shop.members.admin.id, data: { reason: 'tokenInvalid' } }]);
    expect([await statusOf(first), await statusOf(second)]).toEqual(['queued', 'queued']);
    graph.answer({ kind: 'accepted' });
    await db.pool.query(`update channel set state = 'active'`);
    await drain();
    expect([await statusOf(first), await statusOf(second)]).toEqual(['sent', 'sent']);
  });
});

describe('a worker that dies in the middle', () => {
  async function claim(): Promise<ClaimedItem> {
    const claimed = await claimNext(db.pool, { lane: conversation.lane, now: clock });
    if (claimed.kind !== 'claimed') throw new Error(`nothing to claim: ${claimed.kind}`);
    return claimed.item;
  }

  it('holds the lane only as long as its lease', async () => {
    await reply('moja');
    await claim();
    expect(await claimNext(db.pool, { lane: conversation.lane, now: clock + 1 })).toEqual({
      kind: 'later',
      at: clock + LEASE_MS,
      isCampaign: false,
    });
  });

  it('leaves an unconfirmed message, never a second copy, and the rest goes on', async () => {
    const [first, second] = [await reply('ilikuwa'), await reply('inayofuata')];
    await claim();
    clock += LEASE_MS + 1;
    await drain();
    expect([await statusOf(first), await statusOf(second)]).toEqual(['unconfirmed', 'sent']);
    expect(graph.calls.map(({ body }) => body.text?.body)).toEqual(['inayofuata']);
    expect(
      await db.rows(`select outcome from outbox_attempt where outcome is not null order by started_at`),
    ).toEqual([{ outcome: 'unknown' }, { outcome: 'sent' }]);
  });

  it('does not call when it was held up so long that its answer could come after the lease', async () => {
    const id = await reply('moja');
    await drain({
      atStep: (step) => {
        if (step === 'claimed') clock += LEASE_MS - 10_000;
      },
    });
    expect(graph.calls).toEqual([]);
    expect(await statusOf(id)).toBe('queued');
    clock += 60_000;
    await drain();
    expect(graph.calls).toHaveLength(1);
    expect(await statusOf(id)).toBe('sent');
  });

  it('and comes back late with proof: the proof counts', async () => {
    const id = await reply('ilikuwa');
    const item = await claim();
    clock += LEASE_MS + 1;
    await drain();
    const outcome = { kind: 'sent', providerMessageId: 'wamid.late' } as const;
    await settleAttempt(db.pool, { item, outcome, lane: conversation.lane, now: clock });
    expect(await statusOf(id)).toBe('sent');
    expect(await itemOf(id)).toMatchObject({ state: 'done' });
  });

  it('and comes back late with a refusal: it may not put the message back in line', async () => {
    const id = await reply('ilikuwa');
    const item = await claim();
    clock += LEASE_MS + 1;
    await drain();
    await settleAttempt(db.pool, {
      item,
      outcome: { kind: 'unavailable', reason: 'late' },
      lane: conversation.lane,
      now: clock,
    });
    expect(await statusOf(id)).toBe('unconfirmed');
    expect(await itemOf(id)).toMatchObject({ state: 'unconfirmed' });
  });

  it.each(['claimed', 'called', 'settled'] as const)(
    'at the step “%s” nothing is sent twice and nothing is lost',
    async (step) => {
      const id = await reply('moja');
      const dies = () => {
        throw new Error('the process ended here');
      };
      await drain({ atStep: (at) => (at === step ? dies() : undefined) }).catch(() => undefined);
      clock += LEASE_MS + 1;
      await drain();
      const calls = graph.calls.length;
      expect(calls).toBe(step === 'claimed' ? 0 : 1);
      expect(await statusOf(id)).toBe(step === 'settled' ? 'sent' : 'unconfirmed');
    },
  );
});

describe('control', () => {
  it('without the lease two workers would both take the head of the lane', async () => {
    await reply('moja');
    const first = await claimNext(db.pool, { lane: conversation.lane, now: clock });
    await db.pool.query(`update outbox_item set state = 'queued', leased_until = null`);
    const second = await claimNext(db.pool, { lane: conversation.lane, now: clock });
    expect([first.kind, second.kind]).toEqual(['claimed', 'claimed']);
  });
});
