import { describe, expect, it } from 'vitest';
import type { ChoiceMessage } from '#schema/domain/choice-message.ts';
import { contentDesk, letLeave, messageOf, replyHead } from '../../support/content-desk.ts';
import { fixtureText, inboundText } from '../../support/whatsapp-bodies.ts';
import { happen } from '../../support/store-event.ts';

const desk = contentDesk();

const BUTTONS: ChoiceMessage = {
  kind: 'buttons',
  header: 'Oda ORD-1042',
  body: 'Jumla KES 1,500. Ungependa kulipa vipi?',
  footer: 'Duka la Mfano',
  label: null,
  sections: [
    {
      title: null,
      choices: [
        { id: 'pay_now:ORD-1042', title: 'Lipa sasa', description: null },
        { id: 'pay_later:ORD-1042', title: ' Baadaye ', description: null },
      ],
    },
  ],
};
const LIST: ChoiceMessage = {
  kind: 'list',
  header: 'Muda',
  body: 'Chagua muda wa kuletewa',
  footer: 'Duka la Mfano',
  label: 'Chagua muda',
  sections: [
    {
      title: 'Leo',
      choices: [
        { id: 'slot_am', title: 'Asubuhi', description: '9am - 12pm' },
        { id: 'slot_pm', title: 'Alasiri', description: '2pm - 5pm' },
      ],
    },
  ],
};
const LINK: ChoiceMessage = {
  ...{ kind: 'link', header: null, body: 'Fuatilia oda yako', footer: null },
  ...{ label: ' Fungua', url: 'https://example.com/o/ORD-1042 ', sections: [] },
};
const interactiveOf = (body: unknown) => (body as { interactive?: unknown }).interactive;
const send = (choices: object) => {
  const head = replyHead(desk);
  return desk.t
    .mutate(desk.amina, 'message.sendChoices', { ...head, choices })
    .then((refusal) => ({ ...head, refusal }));
};

describe('a question answered by a tap', () => {
  it.each([
    ['buttons', BUTTONS, 'request-interactive-buttons.json'],
    ['a list', LIST, 'request-interactive-list.json'],
    ['a link', LINK, 'request-interactive-cta-url.json'],
  ])('%s leaves as WhatsApp wants it', async (_, choices, fixture) => {
    const { id, refusal } = await send(choices);
    expect(refusal).toBeNull();
    await letLeave(desk);
    const body = desk.graph.calls[0]?.body;
    expect(body).toMatchObject({ type: 'interactive' });
    expect(interactiveOf(body)).toEqual(interactiveOf(JSON.parse(fixtureText(fixture))));
    expect(await messageOf(desk, id)).toMatchObject({
      status: 'sent',
      type: choices.kind,
      text: choices.body,
      content: { kind: choices.kind, footer: choices.footer },
    });
  });

  it('what WhatsApp would refuse is refused here and written nowhere', async () => {
    const long = {
      ...BUTTONS,
      sections: [{ title: null, choices: [{ id: 'a', title: 'x'.repeat(21), description: null }] }],
    };
    expect((await send(long)).refusal).toBe('invalid_input');
    expect((await send({ ...BUTTONS, sections: [] })).refusal).toBe('invalid_input');
    expect((await send({ ...LINK, url: 'javascript:alert(1)' })).refusal).toBe('invalid_input');
    expect(await desk.db.count('select count(*) from message where direction = $1', ['outbound'])).toBe(0);
    expect(await desk.db.count('select count(*) from outbox_item')).toBe(0);
  });

  it('needs an open window as any free reply does', async () => {
    desk.clock += 2 * 24 * 60 * 60_000;
    expect((await send(BUTTONS)).refusal).toBe('window_shut');
  });

  it('the customer’s tap is read as words, quoting the question', async () => {
    const { id } = await send(BUTTONS);
    await letLeave(desk);
    const [asked] = await desk.db.rows<{ wamid: string }>(
      'select provider_message_id as wamid from message where id = $1',
      [id],
    );
    const tap = JSON.parse(
      inboundText({
        from: desk.conversation.from,
        text: 'x',
        sentAt: desk.clock,
        phoneNumberId: desk.shop.channel.phoneNumberId,
      }),
    ) as { entry: { changes: { value: { messages: Record<string, unknown>[] } }[] }[] };
    const message = tap.entry[0]!.changes[0]!.value.messages[0]!;
    delete message['text'];
    Object.assign(message, {
      type: 'interactive',
      context: { from: '254700000000', id: asked!.wamid },
      interactive: { type: 'button_reply', button_reply: { id: 'pay_now:ORD-1042', title: 'Lipa sasa' } },
    });
    await happen(desk.db.pool, JSON.stringify(tap));
    const [answer] = await desk.db.rows(
      `select type, text, quoted_message_id from message where type = 'buttonReply'`,
    );
    expect(answer).toEqual({ type: 'buttonReply', text: 'Lipa sasa', quoted_message_id: id });
  });
});
