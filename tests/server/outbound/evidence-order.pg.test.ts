import { describe, expect, it } from 'vitest';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { contentDesk, drainDepsOf, drainNow, messageOf } from '../../support/content-desk.ts';
import { makeReply } from '../../support/make-reply.ts';
import { happen } from '../../support/store-event.ts';
import { SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';
import type { StatusWords } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();
const SECOND_MS = 1_000;

const drain = () => drainLane(drainDepsOf(desk), desk.conversation.lane);
const hear = (words: Partial<StatusWords> & { status: string }) =>
  happen(desk.db.pool, statusBody({ id: 'wamid.sent.1', at: SENT_AT + 9 * SECOND_MS, ...words }));
const press = (id: string, what: 'discard' | 'resend' | 'markSent') =>
  desk.t.mutate(desk.amina, `message.${what}`, { id, at: 0 });
/** What we put into a call, so that its statuses name the try. */
const tryOf = (nth: number) => desk.graph.calls[nth - 1]!.body.biz_opaque_callback_data!;
const trail = (id: string) =>
  desk.db.rows<{ status: string; applied: boolean; evidence: string }>(
    'select status, applied, evidence from message_transition where message_id = $1 order by created_at, id',
    [id],
  );
const itemOf = async (id: string) =>
  (await desk.db.rows<{ state: string }>('select state from outbox_item where message_id = $1', [id]))[0]!
    .state;
const troubled = () =>
  desk.db.count('select troubled_count from conversation where id = $1', [desk.conversation.id]);

async function send(): Promise<string> {
  const id = await makeReply(desk.db.pool, desk.shop, {
    ...{ conversation: desk.conversation, text: 'Bei mpya', at: desk.clock },
  });
  await drain();
  return id;
}

/** A message whose answer was lost. */
async function sendIntoSilence(): Promise<string> {
  desk.graph.answer({ kind: 'hangUp' }, { kind: 'accepted' });
  const id = await send();
  expect((await messageOf(desk, id)).status).toBe('unconfirmed');
  desk.clock += 60 * SECOND_MS;
  return id;
}

describe('a message its writer gave up', () => {
  it.each([
    [['sent', 'failed'], 'cancelled'],
    [['failed', 'sent'], 'cancelled'],
    [['sent', 'failed', 'delivered'], 'delivered'],
    [['failed', 'delivered', 'sent'], 'delivered'],
    [['sent'], 'sent'],
  ])('and of which WhatsApp then says %j is %s', async (statuses, end) => {
    const id = await sendIntoSilence();
    expect(await press(id, 'discard')).toBeNull();
    for (const [n, status] of statuses.entries())
      await hear({ status, opaque: tryOf(1), at: SENT_AT + n * SECOND_MS, errorCode: 131049 });
    expect((await messageOf(desk, id)).status).toBe(end);
    expect(await troubled()).toBe(0);
    expect((await trail(id)).slice(-statuses.length).map(({ status }) => status)).toEqual(statuses);
  });

  it('after WhatsApp refused it, is not sent by a late "sent"', async () => {
    const id = await send();
    await hear({ status: 'failed', errorCode: 131026 });
    expect(await press(id, 'discard')).toBeNull();
    await hear({ status: 'sent', at: SENT_AT + 8 * SECOND_MS });
    expect((await messageOf(desk, id)).status).toBe('cancelled');
  });
});

describe('of two reasons why a message failed', () => {
  const at = SENT_AT + 9 * SECOND_MS;
  it.each([
    ['the later by WhatsApp’s own time', [131026, at], [131049, at + SECOND_MS], 131049],
    ['of one second the one with the higher code', [131026, at], [131049, at], 131049],
    ['one that says something', [131026, at], [131000, at + SECOND_MS], 131026],
  ] as const)('%s is told, whichever came first', async (_, one, other, told) => {
    for (const order of [
      [one, other],
      [other, one],
    ]) {
      const id = await send();
      const nth = desk.graph.calls.length;
      for (const [errorCode, when] of order)
        await hear({ id: `wamid.sent.${nth}`, status: 'failed', errorCode, at: when });
      expect((await messageOf(desk, id)).failure).toMatchObject({ code: told });
    }
  });

  it('the same is told where both came before we knew the message', async () => {
    for (const [nth, order] of [
      [131026, 131049],
      [131049, 131026],
    ].entries()) {
      for (const errorCode of order)
        await hear({ id: `wamid.sent.${nth + 1}`, status: 'failed', errorCode, at });
      expect((await messageOf(desk, await send())).failure).toMatchObject({ code: 131049 });
    }
  });

  it('the refusal stands although the answer to the call then says that it is held', async () => {
    desk.graph.answer({ kind: 'accepted', messageStatus: 'paused', isSlow: true });
    const id = await makeReply(desk.db.pool, desk.shop, { conversation: desk.conversation, at: desk.clock });
    const done = drain();
    await desk.graph.hasHeard(1);
    await hear({ status: 'failed', opaque: tryOf(1), errorCode: 132015 });
    desk.graph.release();
    await done;
    expect(await messageOf(desk, id)).toMatchObject({ status: 'failed', failure: { code: 132015 } });
  });
});

describe('a try that was followed by another', () => {
  async function refusedThenAgain(): Promise<string> {
    const id = await send();
    await hear({ status: 'failed', opaque: tryOf(1), errorCode: 131049 });
    desk.clock += 60 * SECOND_MS;
    expect(await press(id, 'resend')).toBeNull();
    return id;
  }

  it('leaves what is said of it in the trail, and moves nothing', async () => {
    const id = await refusedThenAgain();
    await drain();
    await hear({ status: 'failed', opaque: tryOf(1), errorCode: 131026, at: SENT_AT + 20 * SECOND_MS });
    expect(await messageOf(desk, id)).toMatchObject({ status: 'sent', failure: null });
    expect((await trail(id)).at(-1)).toEqual({ status: 'failed', applied: false, evidence: 'earlierTry' });
    await hear({ status: 'failed', opaque: tryOf(1), errorCode: 131021, at: SENT_AT + 20 * SECOND_MS });
    expect((await trail(id)).filter(({ evidence }) => evidence === 'earlierTry')).toHaveLength(1);
  });

  it('does not stop the one that waits to leave', async () => {
    const id = await refusedThenAgain();
    await hear({ status: 'failed', opaque: tryOf(1), errorCode: 131026, at: SENT_AT + 20 * SECOND_MS });
    await hear({ status: 'sent', opaque: tryOf(1), at: SENT_AT + 8 * SECOND_MS });
    expect(await messageOf(desk, id)).toMatchObject({ status: 'queued', failure: null });
    await drain();
    expect(desk.graph.calls).toHaveLength(2);
    expect((await messageOf(desk, id)).status).toBe('sent');
  });

  it('proven to have gone after all, spares the customer the second', async () => {
    const id = await sendIntoSilence();
    expect(await press(id, 'resend')).toBeNull();
    await hear({ status: 'delivered', opaque: tryOf(1) });
    expect(await itemOf(id)).toBe('done');
    await drain();
    await drainNow(desk);
    expect(desk.graph.calls).toHaveLength(1);
    expect((await messageOf(desk, id)).status).toBe('delivered');
  });

  it('says that its receiver wants no marketing, whatever became of it', async () => {
    await refusedThenAgain();
    await drain();
    await hear({ status: 'failed', opaque: tryOf(1), errorCode: 131050, at: SENT_AT + 20 * SECOND_MS });
    expect(await desk.db.count('select count(*) from contact where opted_out_at is not null')).toBe(1);
  });
});

it('a voice note that was played keeps that step beside "read"', async () => {
  const id = await send();
  await hear({ status: 'played', at: SENT_AT + 11 * SECOND_MS });
  await hear({ status: 'read', at: SENT_AT + 10 * SECOND_MS });
  await hear({ status: 'played', opaque: tryOf(1), at: SENT_AT + 11 * SECOND_MS });
  expect((await messageOf(desk, id)).status).toBe('read');
  expect((await trail(id)).filter(({ status }) => status === 'read')).toEqual([
    { status: 'read', applied: true, evidence: 'played' },
    { status: 'read', applied: false, evidence: 'provider' },
  ]);
});

it('and so it does where it was played before we knew the message', async () => {
  await hear({ status: 'played' });
  const id = await send();
  expect((await trail(id)).at(-1)).toEqual({ status: 'read', applied: true, evidence: 'played' });
});
