import { describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { UNDO_MS } from '#schema/domain/undo-window.ts';
import { uuidv7 } from '#server/new-id.ts';
import { claimNext } from '#server/outbound/claim-next.ts';
import { PAIR_PACE, takeTurn } from '#server/outbound/send-pace.ts';
import { contentDesk, drainNow } from '../../support/content-desk.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeConversation, makeReply } from '../../support/make-reply.ts';
import { happen } from '../../support/store-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const look = () => drainNow(desk);
const said = () => desk.graph.calls.map(({ body }) => body.text?.body);

async function send(text: string, cookie = desk.amina): Promise<string> {
  const id = uuidv7();
  const [seen] = await desk.db.rows<{ id: string | null }>(
    'select last_answer_id as id from conversation where id = $1',
    [desk.conversation.id],
  );
  const refusal = await desk.t.mutate(cookie, 'message.send', {
    id,
    conversationId: desk.conversation.id,
    text,
    seenAnswerId: seen!.id,
    at: 0,
  });
  expect(refusal).toBeNull();
  return id;
}
const cancel = (id: string, cookie = desk.amina) => desk.t.mutate(cookie, 'message.cancel', { id, at: 0 });
const statusOf = async (id: string) =>
  (await desk.db.rows<{ status: string }>('select status from message where id = $1', [id]))[0]!.status;

const STATE = `select waiting_on, waiting_since, unanswered_count, queue_order, last_message_id, last_message_text,
  last_message_direction, last_message_status, last_message_at, last_answer_id, last_answer_member_id, window_closes_at,
  inbound_count, status from conversation where id = $1`;
const state = async () => (await desk.db.rows(STATE, [desk.conversation.id]))[0];

describe('the five seconds in which a reply can be taken back', () => {
  it('nothing leaves before they are over, and it leaves by itself when they are', async () => {
    const id = await send('Karibu');
    desk.clock += UNDO_MS - 1;
    await look();
    expect(said()).toEqual([]);
    desk.clock += 1;
    await look();
    expect(said()).toEqual(['Karibu']);
    expect(await statusOf(id)).toBe('sent');
  });

  it('taken back, it never leaves, and the conversation stands as if it had not been written', async () => {
    const before = await state();
    const id = await send('Kosa langu');
    expect(await state()).not.toEqual(before);
    expect(await cancel(id)).toBeNull();
    expect(await state()).toEqual(before);
    desk.clock += HOUR_MS;
    await look();
    expect(said()).toEqual([]);
    expect(await statusOf(id)).toBe('cancelled');
  });

  it('of several, only the one taken back stays; the others go in the order they were written', async () => {
    await send('moja');
    const second = await send('mbili');
    const third = await send('tatu');
    await cancel(second);
    desk.clock += UNDO_MS;
    await look();
    expect(said()).toEqual(['moja', 'tatu']);
    expect(await state()).toMatchObject({ last_answer_id: third, last_message_text: 'tatu' });
  });

  it('what the customer wrote meanwhile still waits for an answer', async () => {
    const id = await send('Kosa langu');
    await happen(
      desk.db.pool,
      inboundText({
        from: desk.conversation.from,
        text: 'Mpo?',
        sentAt: desk.clock,
        phoneNumberId: desk.shop.channel.phoneNumberId,
      }),
    );
    await cancel(id);
    expect(await state()).toMatchObject({
      waiting_on: 'us',
      unanswered_count: 2,
      inbound_count: 2,
      last_message_text: 'Mpo?',
    });
  });

  it('once a call is being made it is too late, and the words stay', async () => {
    const id = await send('Imeenda');
    desk.clock += UNDO_MS;
    const claimed = await claimNext(desk.db.pool, { lane: desk.conversation.lane, now: desk.clock });
    expect(claimed.kind).toBe('claimed');
    expect(await cancel(id)).toBe('too_late_to_undo');
    expect(await statusOf(id)).toBe('sending');
  });

  it('of undo and worker in the same moment exactly one wins, every time', async () => {
    for (let round = 0; round < 40; round++) {
      desk.clock += 10 * MINUTE_MS;
      desk.conversation = await makeConversation(desk.db.pool, desk.shop, {
        from: `25473300${1000 + round}`,
        sentAt: desk.clock,
      });
      const id = await send(`jaribio ${round}`);
      desk.clock += UNDO_MS;
      const calls = desk.graph.calls.length;
      const [refusal] = await Promise.all([cancel(id), look()]);
      await look();
      const status = await statusOf(id);
      expect(`${refusal ?? 'taken back'}: ${status}, ${desk.graph.calls.length - calls} calls`).toBe(
        refusal === null ? 'taken back: cancelled, 0 calls' : 'too_late_to_undo: sent, 1 calls',
      );
    }
  });

  it('two workers that look at once send it once', async () => {
    await send('mara moja');
    desk.clock += UNDO_MS;
    await Promise.all([look(), look(), look()]);
    expect(said()).toEqual(['mara moja']);
  });

  it('is the writer’s to take back, or a manager’s, and nobody else’s', async () => {
    const id = await send('yangu');
    expect(await cancel(id, desk.t.signIn(desk.shop, desk.shop.members.colleague))).toBe('forbidden');
    expect(await cancel(id, desk.t.signIn(desk.shop, desk.shop.members.manager))).toBeNull();
  });

  it('what a machine sends does not wait', async () => {
    await makeReply(desk.db.pool, desk.shop, {
      conversation: desk.conversation,
      text: 'papo hapo',
      at: desk.clock,
    });
    expect((await claimNext(desk.db.pool, { lane: desk.conversation.lane, now: desk.clock })).kind).toBe(
      'claimed',
    );
  });

  it('a bell nobody heard does not keep a message for ever', async () => {
    await makeReply(desk.db.pool, desk.shop, {
      conversation: desk.conversation,
      text: 'imesahauliwa',
      at: desk.clock,
    });
    await look();
    expect(said()).toEqual([]);
    desk.clock += 2_000;
    await handlers['drain-due'](
      {},
      makeJobDeps(desk.db.pool, { whatsappApiUrl: desk.graph.apiUrl, now: () => desk.clock }),
    );
    expect(said()).toEqual(['imesahauliwa']);
  });
});

describe('a reply written for later', () => {
  const schedule = (id: string, sendAt: number, text = 'Kesho asubuhi') =>
    desk.t.mutate(desk.amina, 'message.schedule', {
      id,
      conversationId: desk.conversation.id,
      text,
      sendAt,
      at: 0,
    });

  it('stands at its time, holds nobody up, and leaves when its time comes', async () => {
    const before = await state();
    const id = uuidv7();
    expect(await schedule(id, desk.clock + HOUR_MS)).toBeNull();
    expect(await state()).toEqual(before);
    await send('Sasa hivi');
    desk.clock += UNDO_MS;
    await look();
    expect(said()).toEqual(['Sasa hivi']);
    desk.clock = SENT_AT + 1_000 + HOUR_MS;
    await look();
    expect(said()).toEqual(['Sasa hivi', 'Kesho asubuhi']);
    expect(await statusOf(id)).toBe('sent');
    expect(await state()).toMatchObject({ last_message_id: id, last_answer_id: id, waiting_on: 'them' });
  });

  it('is not taken for a time at which the window is shut', async () => {
    expect(await schedule(uuidv7(), desk.clock + 25 * HOUR_MS)).toBe('window_shut');
    expect(await schedule(uuidv7(), desk.clock - 1)).toBe('invalid_input');
  });

  it('fails with its reason, without a call, when the window has shut by then after all', async () => {
    const id = uuidv7();
    await schedule(id, desk.clock + HOUR_MS);
    await desk.db.pool.query(`update conversation set window_closes_at = to_timestamp($1::float8 / 1000)`, [
      desk.clock,
    ]);
    desk.clock += HOUR_MS;
    await look();
    expect(desk.graph.calls).toEqual([]);
    expect(
      await desk.db.rows(`select status, failure ->> 'key' as key from message where id = $1`, [id]),
    ).toEqual([{ status: 'failed', key: 'windowShut' }]);
  });

  it('can be taken back until it leaves', async () => {
    const before = await state();
    const id = uuidv7();
    await schedule(id, desk.clock + HOUR_MS);
    expect(await cancel(id)).toBeNull();
    desk.clock += HOUR_MS;
    await look();
    expect(desk.graph.calls).toEqual([]);
    expect(await state()).toEqual(before);
  });
});

describe('pace', () => {
  it('more to one person than WhatsApp takes waits its turn, and nothing fails', async () => {
    const count = PAIR_PACE.capacity + 3;
    await desk.db.pool.query('update channel set sends_per_second = 200');
    for (let n = 0; n < count; n++)
      await makeReply(desk.db.pool, desk.shop, {
        conversation: desk.conversation,
        text: `${n}`,
        at: desk.clock + n,
      });
    desk.clock += 2_500;
    await look();
    expect(desk.graph.calls).toHaveLength(PAIR_PACE.capacity);
    for (let n = 0; n < 4; n++) {
      desk.clock += PAIR_PACE.refillMs;
      await look();
    }
    expect(said()).toEqual(Array.from({ length: count }, (_, n) => `${n}`));
    expect(await desk.db.count(`select count(*) from message where status = 'failed'`)).toBe(0);
    await desk.db.pool.query('update channel set sends_per_second = 80');
  });

  it('two workers share one pace: each who waits for the number gets a turn of their own', async () => {
    const take = (lane: string) =>
      takeTurn(desk.db.pool, {
        ...{ channelId: 'a', lane, sendsPerSecond: 10, isCampaign: false, now: desk.clock },
      });
    const turns = await Promise.all(Array.from({ length: 12 }, (_, n) => take(`lane ${n}`)));
    expect(turns.toSorted((a, b) => a - b)).toEqual([0, 0, 0, 0, 0, 103, 205, 307, 409, 511, 613, 715]);
  });

  it('who waits for the person takes nothing from the number', async () => {
    const take = () =>
      takeTurn(desk.db.pool, {
        ...{ channelId: 'b', lane: 'one', sendsPerSecond: 1_000, isCampaign: false, now: desk.clock },
      });
    const turns = await Promise.all(Array.from({ length: PAIR_PACE.capacity + 5 }, take));
    expect(turns.filter((waitMs) => waitMs === 0)).toHaveLength(PAIR_PACE.capacity);
    expect(turns.filter((waitMs) => waitMs === PAIR_PACE.refillMs)).toHaveLength(5);
    expect(await desk.db.count(`select tokens from send_bucket where key = 'number:b'`)).toBe(
      500 - PAIR_PACE.capacity,
    );
  });

  it('a campaign takes no turn that a person may want', async () => {
    const take = (lane: string, isCampaign: boolean) =>
      takeTurn(desk.db.pool, { channelId: 'c', lane, sendsPerSecond: 20, isCampaign, now: desk.clock });
    const campaign = [];
    for (let n = 0; n < 12; n++) campaign.push(await take(`campaign ${n}`, true));
    expect(campaign.filter((waitMs) => waitMs === 0)).toHaveLength(8);
    expect(await take('person', false)).toBe(0);
  });
});
