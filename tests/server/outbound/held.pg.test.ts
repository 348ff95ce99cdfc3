import { beforeEach, expect, it } from 'vitest';
import { HELD_LONG_MS } from '#schema/domain/held-message.ts';
import { markBreaches } from '#server/inbound/mark-breaches.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { contentDesk, drainDepsOf } from '../../support/content-desk.ts';
import { makeReply } from '../../support/make-reply.ts';
import { happen } from '../../support/store-event.ts';
import { SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();
let id: string;

async function sendHeld(messageStatus: string): Promise<void> {
  desk.graph.answer({ kind: 'accepted', messageStatus });
  id = await makeReply(desk.db.pool, desk.shop, {
    ...{ conversation: desk.conversation, text: 'Ofa ya wiki', at: desk.clock },
  });
  await drainLane(drainDepsOf(desk), desk.conversation.lane);
}
const stand = async () =>
  (
    await desk.db.rows<{
      status: string;
      failure: { key: string; code: number | null } | null;
      item: string;
    }>(
      'select m.status, m.failure, o.state as item from message m join outbox_item o on o.message_id = m.id where m.id = $1',
      [id],
    )
  )[0]!;
const trail = async () =>
  desk.db.rows(
    'select status, applied, evidence from message_transition where message_id = $1 order by created_at, at, id',
    [id],
  );
const hear = (status: string, at = SENT_AT + 9_000, more = {}) =>
  happen(desk.db.pool, statusBody({ id: 'wamid.sent.1', status, at, ...more }));

beforeEach(async () => {
  await desk.db.pool.query('truncate notification cascade');
});

it.each([
  ['held_for_quality_assessment', 'heldForCheck'],
  ['paused', 'heldByPause'],
])('what WhatsApp answers with %s has no tick, and the trail says why', async (said, key) => {
  await sendHeld(said);
  expect(await stand()).toMatchObject({ status: 'held', failure: { key, since: desk.clock }, item: 'done' });
  expect((await trail()).at(-1)).toEqual({ status: 'held', applied: true, evidence: key });
  expect(
    await desk.db.count('select troubled_count from conversation where id = $1', [desk.conversation.id]),
  ).toBe(0);
});

it('goes as sent where WhatsApp says nothing of the kind', async () => {
  await sendHeld('accepted');
  expect(await stand()).toMatchObject({ status: 'sent', failure: null });
});

it('a later status lifts it', async () => {
  await sendHeld('held_for_quality_assessment');
  await hear('delivered');
  expect(await stand()).toEqual({ status: 'delivered', failure: null, item: 'done' });
});

it('a later failure fails it, with its own reason, and a person may send it again', async () => {
  await sendHeld('paused');
  await hear('failed', SENT_AT + 9_000, { errorCode: 132015 });
  expect(await stand()).toMatchObject({
    status: 'failed',
    failure: { key: 'templatePaused' },
    item: 'failed',
  });
});

it('a status that overtook the answer is not taken back by it', async () => {
  await hear('sent');
  await sendHeld('held_for_quality_assessment');
  expect((await stand()).status).toBe('sent');
});

it('what is held for an hour is told its author once', async () => {
  await sendHeld('held_for_quality_assessment');
  const toldOf = () =>
    desk.db.rows(`select kind, data ->> 'status' as status from notification where kind = 'failed'`);
  await markBreaches(desk.db.pool, desk.clock + HELD_LONG_MS - 1);
  expect(await toldOf()).toEqual([]);
  await markBreaches(desk.db.pool, desk.clock + HELD_LONG_MS);
  await markBreaches(desk.db.pool, desk.clock + HELD_LONG_MS + 1);
  expect(await toldOf()).toEqual([{ kind: 'failed', status: 'held' }]);
});
