import { describe, expect, it } from 'vitest';
import { SESSION_WINDOW_MS } from '#schema/domain/session-window.ts';
import { uuidv7 } from '#server/new-id.ts';
import { contentDesk, drainNow, letLeave, messageOf, replyHead } from '../../support/content-desk.ts';
import { happen, storeEvent } from '../../support/store-event.ts';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();

const PAUSE = `update channel set state = 'paused', paused_reason = 'tokenInvalid', paused_at = now()`;
const GO_ON = `update channel set state = 'active', paused_reason = null, paused_at = null`;

async function reply(text = 'Ndiyo, ipo'): Promise<string> {
  const args = { ...replyHead(desk), at: desk.clock, text };
  expect(await desk.t.mutate(desk.amina, 'message.send', args)).toBeNull();
  return args.id;
}

/** The number stands still until the window has shut. */
async function keepUntilShut(): Promise<void> {
  await desk.db.pool.query(PAUSE);
  await letLeave(desk);
  desk.clock = SENT_AT + SESSION_WINDOW_MS + 1;
  await desk.db.pool.query(GO_ON);
}

describe('a reply that waited until the window had shut', () => {
  it('is not called, and says that a template opens the conversation again', async () => {
    const id = await reply();
    await keepUntilShut();
    await drainNow(desk);
    expect(desk.graph.calls).toEqual([]);
    expect(await messageOf(desk, id)).toMatchObject({
      status: 'failed',
      failure: { key: 'windowShut', code: null },
    });
    expect(
      await desk.db.rows(
        `select evidence from message_transition where message_id = $1 and status = 'failed'`,
        [id],
      ),
    ).toEqual([{ evidence: 'worker' }]);
    expect(await desk.t.mutate(desk.amina, 'message.resend', { id, at: desk.clock })).toBe('window_shut');
  });

  it('goes when the customer wrote again meanwhile', async () => {
    const id = await reply();
    await keepUntilShut();
    const { from } = desk.conversation;
    await happen(
      desk.db.pool,
      inboundText({ from, id: 'wamid.again', text: 'Hujambo?', sentAt: desk.clock - 1_000 }),
    );
    await drainNow(desk);
    expect(await messageOf(desk, id)).toMatchObject({ status: 'sent' });
  });

  it('waits while something that came in is unread: it may have opened the window', async () => {
    const id = await reply();
    await keepUntilShut();
    const { from } = desk.conversation;
    const body = inboundText({ from, id: 'wamid.unread', text: 'Hujambo?', sentAt: desk.clock - 1_000 });
    const event = await storeEvent(desk.db.pool, body);
    await desk.db.pool.query(
      `update provider_event set received_at = now() - interval '5 seconds' where id = $1`,
      [event],
    );
    await drainNow(desk);
    expect(desk.graph.calls).toEqual([]);
    expect(await messageOf(desk, id)).toMatchObject({ status: 'queued' });
    await processProviderEvent(desk.db.pool, event);
    desk.clock += 5_000;
    await drainNow(desk);
    expect(await messageOf(desk, id)).toMatchObject({ status: 'sent' });
  });

  it('is no template: those go whatever the window says', async () => {
    const templateId = uuidv7();
    await desk.db.pool.query(
      `insert into template (id, workspace_id, channel_id, name, language, category, status, parameter_format, components, synced_at)
       values ($1, $2, $3, 'asante', 'en', 'UTILITY', 'APPROVED', 'positional', '[{"type":"body","text":"Asante","format":null,"placeholders":[],"buttons":[]}]', now())`,
      [templateId, desk.shop.id, desk.shop.channel.id],
    );
    const args = { ...replyHead(desk), at: desk.clock, templateId, values: {} };
    expect(await desk.t.mutate(desk.amina, 'message.sendTemplate', args)).toBeNull();
    await keepUntilShut();
    await drainNow(desk);
    expect(await messageOf(desk, args.id)).toMatchObject({ status: 'sent' });
  });

  it('nor does a reaction leave: the timeline says that it did not go', async () => {
    const [theirs] = await desk.db.rows<{ id: string }>(`select id from message where direction = 'inbound'`);
    const args = { id: theirs!.id, emoji: '👍', at: desk.clock };
    expect(await desk.t.mutate(desk.amina, 'message.react', args)).toBeNull();
    await keepUntilShut();
    await drainNow(desk);
    expect(desk.graph.calls).toEqual([]);
    expect(await desk.db.rows(`select kind from activity where kind = 'reaction_failed'`)).toHaveLength(1);
  });
});
