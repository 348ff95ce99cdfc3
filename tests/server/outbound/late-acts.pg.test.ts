import { describe, expect, it } from 'vitest';
import { lanesUnderWay } from '#jobs/drain-outbox.ts';
import { handlers } from '#jobs/handlers.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { uuidv7 } from '#server/new-id.ts';
import { drainDue } from '#server/outbound/drain-due.ts';
import { drainLane } from '#server/outbound/drain-lane.ts';
import { releaseLater } from '#server/outbound/release-later.ts';
import { resolveTrouble } from '#server/outbound/resolve-trouble.ts';
import { contentDesk, drainDepsOf, drainNow, messageOf } from '../../support/content-desk.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { makeReply } from '../../support/make-reply.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import { inboundText, SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const itemOf = async (id: string) =>
  (await desk.db.rows<{ state: string }>('select state from outbox_item where message_id = $1', [id]))[0]!
    .state;
const drain = () => drainLane(drainDepsOf(desk), desk.conversation.lane);
const said = () => desk.graph.calls.map(({ body }) => body.text?.body);

async function refused(): Promise<string> {
  const id = await makeReply(desk.db.pool, desk.shop, { conversation: desk.conversation, at: desk.clock });
  await drain();
  await happen(desk.db.pool, statusBody({ id: 'wamid.sent.1', status: 'failed', errorCode: 131049 }));
  desk.clock += MINUTE_MS;
  return id;
}

describe('two people decide about one message', () => {
  it('the second, who still saw it failed when the first’s try had gone already, sends nothing', async () => {
    const id = await refused();
    const about = { messageId: id, at: desk.clock };
    await resolveTrouble(desk.db.pool, { ...about, resolution: 'queued' });
    await drain();
    expect((await messageOf(desk, id)).status).toBe('sent');
    for (const resolution of ['queued', 'cancelled', 'sent'] as const)
      await expect(resolveTrouble(desk.db.pool, { ...about, resolution })).rejects.toMatchObject({
        code: 'too_late_to_undo',
      });
    expect(await itemOf(id)).toBe('done');
    await drain();
    expect(desk.graph.calls).toHaveLength(2);
  });
});

describe('after an hour in which no worker ran', () => {
  const schedule = async (text: string, sendAt: number): Promise<string> => {
    const id = uuidv7();
    const args = { id, conversationId: desk.conversation.id, text, sendAt, at: 0 };
    expect(await desk.t.mutate(desk.amina, 'message.schedule', args)).toBeNull();
    return id;
  };

  it('what was written for later leaves in the order of its times', async () => {
    const words = Array.from({ length: 12 }, (_, n) => `saa ${n}`);
    for (const n of [7, 0, 11, 3, 5, 1, 10, 2, 9, 4, 8, 6])
      await schedule(words[n]!, desk.clock + (10 + n) * MINUTE_MS);
    desk.clock += HOUR_MS + 10 * MINUTE_MS;
    await drainNow(desk);
    await drain();
    expect(said()).toEqual(words);
  });

  it('two workers that come back at once send each reply once', async () => {
    for (const n of [1, 2, 3]) await schedule(`baadaye ${n}`, desk.clock + n * MINUTE_MS);
    desk.clock += HOUR_MS;
    await Promise.all([1, 2, 3].map(() => drainDue(drainDepsOf(desk), new Set())));
    await drain();
    expect(said().toSorted()).toEqual(['baadaye 1', 'baadaye 2', 'baadaye 3']);
  });

  it('a shut window is believed only once what came in meanwhile was read', async () => {
    const id = await schedule('Tutaonana', SENT_AT + 23 * HOUR_MS);
    desk.clock = SENT_AT + 25 * HOUR_MS;
    const unread = await storeEvent(
      desk.db.pool,
      inboundText({ from: desk.conversation.from, text: 'Sawa', sentAt: SENT_AT + 22 * HOUR_MS }),
    );
    await desk.db.pool.query(`update provider_event set received_at = now() - interval '1 hour'`);
    await drainNow(desk);
    expect((await messageOf(desk, id)).status).toBe('queued');
    await processProviderEvent(desk.db.pool, unread);
    desk.clock += 5_000;
    await drainNow(desk);
    expect(said()).toEqual(['Tutaonana']);
  });

  it('one whose window did shut fails, and nothing is called', async () => {
    const id = await schedule('Tutaonana', SENT_AT + 23 * HOUR_MS);
    desk.clock = SENT_AT + 25 * HOUR_MS;
    await drainNow(desk);
    expect(await messageOf(desk, id)).toMatchObject({ status: 'failed', failure: { key: 'windowShut' } });
    expect(said()).toEqual([]);
  });

  it('one in a conversation that was closed meanwhile leaves, and closed it stays', async () => {
    await schedule('Asante kwa kununua', desk.clock + MINUTE_MS);
    const about = { id: desk.conversation.id, at: 0, activityId: uuidv7() };
    expect(await desk.t.mutate(desk.amina, 'conversation.close', about)).toBeNull();
    desk.clock += HOUR_MS;
    await drainNow(desk);
    expect(said()).toEqual(['Asante kwa kununua']);
    expect(
      await desk.db.rows('select status from conversation where id = $1', [desk.conversation.id]),
    ).toEqual([{ status: 'closed' }]);
  });

  it('taken back in the moment in which its time comes, it never leaves', async () => {
    for (let n = 0; n < 20; n++) {
      const id = await schedule(`hapana ${n}`, desk.clock + MINUTE_MS);
      desk.clock += HOUR_MS / 4;
      const [refusal] = await Promise.all([
        desk.t.mutate(desk.amina, 'message.cancel', { id, at: 0 }),
        releaseLater(desk.db.pool, { lane: `later:${id}`, now: desk.clock }),
      ]);
      expect(refusal).toBeNull();
      expect(await itemOf(id)).toBe('cancelled');
    }
    await drain();
    expect(said()).toEqual([]);
  });
});

it('the same bell rung many times over sends a reply once, and in order', async () => {
  for (const text of ['moja', 'mbili', 'tatu'])
    await makeReply(desk.db.pool, desk.shop, { conversation: desk.conversation, text, at: desk.clock });
  const deps = { ...makeJobDeps(desk.db.pool), whatsappApiUrl: desk.graph.apiUrl, now: () => desk.clock };
  const { lane } = desk.conversation;
  await Promise.all([1, 2, 3, 4].map(() => handlers['drain-outbox']({ lane }, deps)));
  await desk.graph.hasHeard(1);
  await drain();
  await Promise.all(lanesUnderWay);
  await drain();
  expect(said()).toEqual(['moja', 'mbili', 'tatu']);
});

describe('sent again when the window has shut', () => {
  it('words of its own are refused before anything is called', async () => {
    const id = await refused();
    desk.clock = SENT_AT + 25 * HOUR_MS;
    expect(await desk.t.mutate(desk.amina, 'message.resend', { id, at: 0 })).toBe('window_shut');
    expect((await messageOf(desk, id)).status).toBe('failed');
  });
});
