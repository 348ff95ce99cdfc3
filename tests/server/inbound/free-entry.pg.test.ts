import { describe, expect, it } from 'vitest';
import { handlers } from '#jobs/handlers.ts';
import { FREE_ENTRY_MS } from '#schema/domain/free-entry.ts';
import { SESSION_WINDOW_MS } from '#schema/domain/session-window.ts';
import { inTransaction } from '#server/db/in-transaction.ts';
import { replayJournal } from '#server/journal/replay-journal.ts';
import { uuidv7 } from '#server/new-id.ts';
import { writeMessage } from '#server/outbound/write-message.ts';
import { contentDesk, letLeave } from '../../support/content-desk.ts';
import { makeJobDeps } from '../../support/make-job-deps.ts';
import { TEMPLATE } from '../../support/template-database.ts';
import { inboundText, SENT_AT } from '../../support/whatsapp-bodies.ts';

const desk = contentDesk();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AD_AT = SENT_AT + MINUTE;

/** Through Meta's door and the job behind it. */
async function arrive(body: unknown): Promise<void> {
  expect((await desk.t.postWebhook(JSON.stringify(body))).status).toBe(200);
  const [event] = await desk.db.rows<{ id: string }>(`select max(id)::text as id from provider_event`);
  await handlers['process-provider-events']({ eventIds: [event!.id] }, makeJobDeps(desk.db.pool));
}

type Body = { entry: { changes: { field: string; value: Record<string, object[]> }[] }[] };

/** What somebody writes who came by an advertisement. */
function adBody(sentAt: number): Body {
  const body = JSON.parse(
    inboundText({ from: desk.conversation.from, id: `wamid.ad.${sentAt}`, text: 'Bei gani?', sentAt }),
  ) as Body;
  Object.assign(body.entry[0]!.changes[0]!.value['messages']![0]!, {
    referral: { source_id: 'ad-7', source_type: 'ad', headline: 'Unga' },
  });
  return body;
}

/** What was said on our own phone. */
function echoBody(sentAt: number): Body {
  const body = JSON.parse(inboundText({ sentAt })) as Body;
  const [change] = body.entry[0]!.changes;
  const { contacts: _contacts, messages: _messages, ...envelope } = change!.value;
  const echo = {
    from: '254700000000',
    to: desk.conversation.from,
    id: `wamid.echo.${sentAt}`,
    timestamp: String(sentAt / 1000),
    type: 'text',
    text: { body: 'Karibu' },
  };
  change!.field = 'smb_message_echoes';
  change!.value = { ...envelope, message_echoes: [echo] };
  return body;
}

async function reply(at: number): Promise<string> {
  desk.clock = at;
  const id = uuidv7();
  const [seen] = await desk.db.rows<{ id: string | null }>('select last_answer_id as id from conversation');
  const refusal = await desk.t.mutate(desk.amina, 'message.send', {
    id,
    conversationId: desk.conversation.id,
    text: 'Karibu',
    seenAnswerId: seen!.id,
    at: 0,
  });
  expect(refusal).toBeNull();
  return id;
}

async function machineSays(at: number): Promise<void> {
  await inTransaction(desk.db.pool, (tx) =>
    writeMessage(tx, {
      id: uuidv7(),
      workspaceId: desk.shop.id,
      conversationId: desk.conversation.id,
      content: { type: 'text', text: 'Tumepokea' },
      author: { kind: 'rule', name: 'Saa za kazi' },
      at,
      keepsWaiting: true,
    }),
  );
}

const standing = async () =>
  (
    await desk.db.rows<Record<string, number | null>>(
      `select entry_at as "entryAt", free_until as "freeUntil", window_closes_at as "windowClosesAt" from conversation`,
    )
  )[0]!;

async function expectReplayAgrees(): Promise<void> {
  const { pool, url } = desk.db;
  const report = await replayJournal({
    pool,
    databaseUrl: url,
    since: null,
    isDryRun: false,
    template: TEMPLATE,
  });
  expect(report.differences).toEqual([]);
}

describe('somebody who came from an advertisement', () => {
  it('and is answered within a day is free for three days from the answer, though the window shuts after one', async () => {
    await arrive(adBody(AD_AT));
    expect(await standing()).toMatchObject({ entryAt: AD_AT, freeUntil: null });
    await reply(AD_AT + HOUR);
    await reply(AD_AT + 2 * HOUR);
    expect(await standing()).toEqual({
      entryAt: AD_AT,
      freeUntil: AD_AT + HOUR + FREE_ENTRY_MS,
      windowClosesAt: AD_AT + SESSION_WINDOW_MS,
    });
    await expectReplayAgrees();
  });

  it('and is answered only after a day is not', async () => {
    await arrive(adBody(AD_AT));
    const body = JSON.parse(
      inboundText({ from: desk.conversation.from, text: 'Mpo?', sentAt: AD_AT + 20 * HOUR }),
    );
    await arrive(body);
    await reply(AD_AT + 25 * HOUR);
    expect(await standing()).toMatchObject({ entryAt: AD_AT, freeUntil: null });
    await expectReplayAgrees();
  });

  it('is free all the same when we hear of it only after our answers', async () => {
    await reply(AD_AT + HOUR);
    await reply(AD_AT + 3 * HOUR);
    await arrive(adBody(AD_AT));
    expect(await standing()).toMatchObject({ entryAt: AD_AT, freeUntil: AD_AT + HOUR + FREE_ENTRY_MS });
    await expectReplayAgrees();
  });

  it('is answered by our phone too, at the time of its own words, however late we hear of them', async () => {
    await arrive(adBody(AD_AT));
    await reply(AD_AT + 5 * HOUR);
    await arrive(echoBody(AD_AT + 2 * HOUR));
    expect(await standing()).toMatchObject({ freeUntil: AD_AT + 2 * HOUR + FREE_ENTRY_MS });
    await arrive(adBody(AD_AT + 6 * HOUR));
    await arrive(echoBody(AD_AT + HOUR));
    expect(await standing()).toMatchObject({
      entryAt: AD_AT + 6 * HOUR,
      freeUntil: AD_AT + HOUR + FREE_ENTRY_MS,
    });
    await expectReplayAgrees();
  });

  it('is answered by a machine’s receipt as well', async () => {
    await arrive(adBody(AD_AT));
    await machineSays(AD_AT + MINUTE);
    expect(await standing()).toMatchObject({ freeUntil: AD_AT + MINUTE + FREE_ENTRY_MS });
    await expectReplayAgrees();
  });

  it('is not answered by words that were taken back or failed', async () => {
    await arrive(adBody(AD_AT));
    const back = await reply(AD_AT + HOUR);
    expect(await desk.t.mutate(desk.amina, 'message.cancel', { id: back, at: 0 })).toBeNull();
    expect(await standing()).toMatchObject({ freeUntil: null });
    desk.graph.answer({ kind: 'error', httpStatus: 400, code: 131026 });
    await reply(AD_AT + 2 * HOUR);
    await letLeave(desk);
    expect(await standing()).toMatchObject({ entryAt: AD_AT, freeUntil: null });
    await reply(AD_AT + 3 * HOUR);
    expect(await standing()).toMatchObject({ freeUntil: AD_AT + 3 * HOUR + FREE_ENTRY_MS });
    await expectReplayAgrees();
  });

  it('stays free when their words are deleted', async () => {
    await arrive(adBody(AD_AT));
    await desk.db.pool.query(`update message set content = null, deleted_at = now() where opens_entry`);
    const id = await reply(AD_AT + HOUR);
    await reply(AD_AT + 2 * HOUR);
    expect(await desk.t.mutate(desk.amina, 'message.cancel', { id, at: 0 })).toBeNull();
    expect(await standing()).toMatchObject({ freeUntil: AD_AT + 2 * HOUR + FREE_ENTRY_MS });
  });
});
