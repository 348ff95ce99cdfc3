import { beforeEach, describe, expect, it } from 'vitest';
import { uuidv7 } from '#server/new-id.ts';
import { addOutboxItem } from '#server/outbound/add-outbox-item.ts';
import { writeMessage } from '#server/outbound/write-message.ts';
import { contentDesk, drainNow, letLeave, messageOf, replyHead } from '../../support/content-desk.ts';
import { happen } from '../../support/store-event.ts';
import { fixtureText, inboundText, SENT_AT, statusBody } from '../../support/whatsapp-bodies.ts';
import { makeCaller } from '../api/call-api.ts';

const desk = contentDesk();
const HOUR_MS = 60 * 60_000;
const ids: Record<string, string> = {};

beforeEach(async () => {
  for (const category of ['MARKETING', 'UTILITY']) {
    ids[category] = uuidv7();
    await desk.db.pool.query(
      `insert into template (id, workspace_id, channel_id, name, language, category, status, parameter_format, components, synced_at)
       values ($1, $2, $3, $4, 'en', $5, 'APPROVED', 'positional', '[{"type":"body","text":"Asante","format":null,"placeholders":[],"buttons":[]}]', now())`,
      [ids[category], desk.shop.id, desk.shop.channel.id, `of_${category.toLowerCase()}`, category],
    );
  }
});

const optOut = () => desk.db.pool.query(`update contact set opted_out_at = now(), marketing_word_at = now()`);
const optIn = () => desk.db.pool.query(`update contact set opted_out_at = null`);
const head = () => ({ ...replyHead(desk), at: desk.clock });
const sendTemplate = async (category: string) => {
  const args = { ...head(), templateId: ids[category]!, values: {} };
  return { id: args.id, refusal: await desk.t.mutate(desk.amina, 'message.sendTemplate', args) };
};
const queued = (category: string) => ({
  type: 'template' as const,
  text: 'Asante',
  content: {
    kind: 'template',
    name: `of_${category.toLowerCase()}`,
    language: 'en',
    category,
    parameterFormat: 'positional',
    values: {},
  },
});

describe('somebody who asked for no marketing', () => {
  it('is sent no marketing template, and is sent utility and free words', async () => {
    await optOut();
    expect((await sendTemplate('MARKETING')).refusal).toBe('marketing_stopped');
    expect((await sendTemplate('UTILITY')).refusal).toBeNull();
    const answer = { ...head(), seenAnswerId: null, text: 'Ndiyo, ipo' };
    const [last] = await desk.db.rows<{ id: string }>('select last_answer_id as id from conversation');
    expect(await desk.t.mutate(desk.amina, 'message.send', { ...answer, seenAnswerId: last!.id })).toBeNull();
    await letLeave(desk);
    expect(desk.graph.calls.map(({ body }) => body['type'])).toEqual(['template', 'text']);
  });

  it('may ask for it again', async () => {
    await optOut();
    await optIn();
    expect((await sendTemplate('MARKETING')).refusal).toBeNull();
  });

  it('is not sent through the API either, and the problem says why', async () => {
    await optOut();
    const us = await makeCaller({ app: desk.t.app, db: desk.db.pool }, desk.shop);
    const post = (name: string) =>
      us.post(`/conversations/${desk.conversation.id}/messages`, { template: { name, language: 'en' } });
    const refused = await post('of_marketing');
    expect(refused).toMatchObject({ status: 409, body: { type: 'urn:kazi:problem:marketing_stopped' } });
    expect((await post('of_utility')).status).toBe(202);
  });

  it('nor by a rule', async () => {
    await optOut();
    const written = writeMessage(desk.db.pool, {
      ...{ id: uuidv7(), workspaceId: desk.shop.id, conversationId: desk.conversation.id, at: desk.clock },
      content: queued('MARKETING'),
      author: { kind: 'rule', name: 'Kanuni' },
    });
    await expect(written).rejects.toMatchObject({ code: 'marketing_stopped' });
  });

  it('who says so in the seconds before it leaves, gets none: nothing is called, and the message says why', async () => {
    const { id } = await sendTemplate('MARKETING');
    await optOut();
    await letLeave(desk);
    expect(desk.graph.calls).toEqual([]);
    expect(await messageOf(desk, id)).toMatchObject({
      status: 'failed',
      failure: { key: 'marketingStopped', code: null },
    });
    expect(
      await desk.db.rows(
        `select evidence from message_transition where message_id = $1 and status = 'failed'`,
        [id],
      ),
    ).toEqual([{ evidence: 'worker' }]);
    expect(await desk.t.mutate(desk.amina, 'message.resend', { id, at: desk.clock })).toBe(
      'marketing_stopped',
    );
  });

  it('gets none that was meant for later, and none whose template became marketing meanwhile', async () => {
    const [later, recategorised] = [uuidv7(), uuidv7()];
    for (const [id, category] of [
      [later, 'MARKETING'],
      [recategorised, 'UTILITY'],
    ] as const) {
      await desk.db.pool.query(
        `insert into message (id, workspace_id, conversation_id, direction, type, text, content, status, author_kind, author_member_id, at)
         values ($1, $2, $3, 'outbound', 'template', 'Asante', $4, 'queued', 'member', $5, to_timestamp($6::float8 / 1000))`,
        [
          ...[id, desk.shop.id, desk.conversation.id, JSON.stringify(queued(category).content)],
          ...[desk.shop.members.agent.id, desk.clock + HOUR_MS],
        ],
      );
      const notBefore = desk.clock + HOUR_MS;
      await addOutboxItem(desk.db.pool, { messageId: id, at: desk.clock, notBefore, isLater: true });
    }
    await optOut();
    await desk.db.pool.query(`update template set category = 'MARKETING'`);
    desk.clock += HOUR_MS;
    await drainNow(desk);
    expect(desk.graph.calls).toEqual([]);
    for (const id of [later, recategorised])
      expect(await messageOf(desk, id)).toMatchObject({
        status: 'failed',
        failure: { key: 'marketingStopped' },
      });
  });

  it('is known from WhatsApp’s refusal however it comes: as the answer, or as a status before it', async () => {
    const isOut = async () =>
      (await desk.db.count('select count(*) from contact where opted_out_at is not null')) === 1;
    desk.graph.answer({ kind: 'error', httpStatus: 400, code: 131050 });
    await sendTemplate('MARKETING');
    await letLeave(desk);
    expect(await isOut()).toBe(true);
    await optIn();
    desk.graph.answer({ kind: 'accepted' });
    await happen(
      desk.db.pool,
      statusBody({ id: 'wamid.sent.2', status: 'failed', errorCode: 131050, at: SENT_AT + HOUR_MS }),
    );
    expect(await isOut()).toBe(false);
    const [last] = await desk.db.rows<{ id: string }>('select last_answer_id as id from conversation');
    const args = { ...head(), seenAnswerId: last!.id, templateId: ids['MARKETING']!, values: {} };
    expect(await desk.t.mutate(desk.amina, 'message.sendTemplate', args)).toBeNull();
    await letLeave(desk);
    expect(await isOut()).toBe(true);
  });
});

describe('how we know it', () => {
  const word = async () =>
    (
      await desk.db.rows<{ optedOutAt: number | null }>('select opted_out_at as "optedOutAt" from contact')
    )[0]!.optedOutAt;
  const told = () =>
    desk.db.rows(
      `select kind, data ->> 'by' as by from activity where kind like 'marketing%' order by at, kind`,
    );
  const tap = (said: string, sentAt: number) =>
    happen(
      desk.db.pool,
      fixtureText('inbound-button-stop-promotions.json')
        .replaceAll('"Stop promotions"', JSON.stringify(said))
        .replace('"1795156470"', `"${sentAt / 1000}"`),
    );
  const write = (text: string, sentAt: number) =>
    happen(desk.db.pool, inboundText({ from: desk.conversation.from, text, sentAt }));

  it('they tapped the button that stops promotions', async () => {
    await tap('Stop promotions', SENT_AT + HOUR_MS);
    expect(await word()).toBe(SENT_AT + HOUR_MS);
    expect(await told()).toEqual([{ kind: 'marketing_stopped', by: 'button' }]);
    expect((await sendTemplate('MARKETING')).refusal).toBe('marketing_stopped');
  });

  it('another button is an answer like any other', async () => {
    await tap('Show me', SENT_AT + HOUR_MS);
    expect(await word()).toBeNull();
  });

  it.each(['STOP', ' stop promotions. ', 'Unsubscribe', 'Acha matangazo'])(
    'they wrote "%s"',
    async (text) => {
      await write(text, SENT_AT + HOUR_MS);
      expect(await told()).toEqual([{ kind: 'marketing_stopped', by: 'words' }]);
    },
  );

  it.each(['START', ' Start promotions. ', 'Subscribe', 'opt in', 'Anza', 'nataka matangazo'])(
    'they wrote "%s" and want it again',
    async (text) => {
      await write('STOP', SENT_AT + HOUR_MS);
      await write(text, SENT_AT + 2 * HOUR_MS);
      expect(await word()).toBeNull();
      expect(await told()).toEqual([
        { kind: 'marketing_stopped', by: 'words' },
        { kind: 'marketing_resumed', by: 'words' },
      ]);
      expect((await sendTemplate('MARKETING')).refusal).toBeNull();
    },
  );

  it('a stop that arrives after the start that followed it changes nothing', async () => {
    await write('Anza', SENT_AT + 2 * HOUR_MS);
    await write('STOP', SENT_AT + HOUR_MS);
    expect(await word()).toBeNull();
    expect(await told()).toEqual([]);
  });

  it('a start that arrives after the stop that followed it changes nothing', async () => {
    await write('STOP', SENT_AT + 2 * HOUR_MS);
    await write('START', SENT_AT + HOUR_MS);
    expect(await word()).toBe(SENT_AT + 2 * HOUR_MS);
  });

  it('who never stopped and writes "anza" has said nothing about advertising', async () => {
    await write('Anza', SENT_AT + HOUR_MS);
    expect(await told()).toEqual([]);
  });

  it.each(['Anza kesho asubuhi', 'Nataka kuanza', 'start?', 'Tuanze'])(
    '"%s" is a sentence, and undoes nothing',
    async (text) => {
      await write('STOP', SENT_AT + HOUR_MS);
      await write(text, SENT_AT + 2 * HOUR_MS);
      expect(await word()).toBe(SENT_AT + HOUR_MS);
    },
  );

  it('a sentence in which the word stands says nothing of the kind', async () => {
    await write('Nishukie stop ya pili?', SENT_AT + HOUR_MS);
    expect(await word()).toBeNull();
  });

  it('what is said twice is told once, and what they said later to WhatsApp stands', async () => {
    await write('STOP', SENT_AT + HOUR_MS);
    await tap('Stop promotions', SENT_AT + 2 * HOUR_MS);
    const resume = JSON.parse(fixtureText('account-user-preferences-resume.json')) as Record<string, unknown>;
    const later = JSON.stringify(resume)
      .replace(/"timestamp":\d+/, `"timestamp":${(SENT_AT + 3 * HOUR_MS) / 1000}`)
      .replaceAll(/"wa_id":"\d+"/g, `"wa_id":"${desk.conversation.from}"`);
    await happen(desk.db.pool, later);
    await write('stop', SENT_AT + HOUR_MS / 2);
    expect(await word()).toBeNull();
    expect(await told()).toEqual([
      { kind: 'marketing_stopped', by: 'words' },
      { kind: 'marketing_resumed', by: 'setting' },
    ]);
  });
});
