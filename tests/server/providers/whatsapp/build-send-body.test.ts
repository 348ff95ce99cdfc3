import { describe, expect, it } from 'vitest';
import {
  buildSendBody,
  type OutboundContent,
  type OutboundMessage,
} from '#server/providers/whatsapp/build-send-body.ts';
import { buildMarkReadBody } from '#server/providers/whatsapp/mark-read.ts';
import { readFixture } from './read-fixture.ts';

const QUOTED = 'wamid.HBgMMjU0NzAwMDAwMDExFQIAEhgUM0ExMTFDNzk5RTJGRERDMjhGOEQA';

function toAmina(content: OutboundContent, more: Partial<OutboundMessage> = {}): OutboundMessage {
  return { to: { phone: '254700000011' }, opaque: 'att_01JD4X9Q8N7W3Z', content, ...more };
}

const file = { providerMediaId: '1590022001100999' };
const CASES: Record<string, OutboundMessage> = {
  'request-text.json': toAmina({ kind: 'text', text: 'Karibu! Oda yako ORD-1042 ni KES 1,500.' }),
  'request-audio-voice.json': toAmina({ kind: 'voice', media: { providerMediaId: '1590022001100998' } }),
  'request-document-id.json': toAmina({
    kind: 'document',
    media: file,
    fileName: 'risiti-ORD-1042.pdf',
    caption: 'Risiti yako',
  }),
  'request-image-link.json': toAmina({
    kind: 'image',
    media: { link: 'https://example.com/unga.jpg' },
    caption: 'Unga 2kg',
  }),
  'request-location.json': toAmina({
    kind: 'location',
    latitude: -1.3032,
    longitude: 36.7073,
    name: 'Duka la Mfano',
    address: 'Nairobi',
  }),
  'request-reaction.json': toAmina({ kind: 'reaction', targetProviderMessageId: QUOTED, emoji: '👍' }),
  'request-reaction-remove.json': toAmina({ kind: 'reaction', targetProviderMessageId: QUOTED, emoji: null }),
  'request-interactive-buttons.json': toAmina({
    kind: 'buttons',
    header: 'Oda ORD-1042',
    body: 'Jumla KES 1,500. Ungependa kulipa vipi?',
    footer: 'Duka la Mfano',
    buttons: [
      { id: 'pay_now:ORD-1042', title: 'Lipa sasa' },
      { id: 'pay_later:ORD-1042', title: 'Baadaye' },
    ],
  }),
  'request-interactive-list.json': toAmina({
    kind: 'list',
    header: 'Muda',
    body: 'Chagua muda wa kuletewa',
    footer: 'Duka la Mfano',
    buttonLabel: 'Chagua muda',
    sections: [
      {
        title: 'Leo',
        rows: [
          { id: 'slot_am', title: 'Asubuhi', description: '9am - 12pm' },
          { id: 'slot_pm', title: 'Alasiri', description: '2pm - 5pm' },
        ],
      },
    ],
  }),
  'request-interactive-cta-url.json': toAmina({
    kind: 'link',
    body: 'Fuatilia oda yako',
    label: 'Fungua',
    url: 'https://example.com/o/ORD-1042',
  }),
  'request-template-positional.json': toAmina({
    kind: 'template',
    name: 'malipo_yamepokelewa',
    language: 'sw',
    body: [{ text: 'Amina' }, { text: '1,500' }, { text: 'ORD-1042' }],
    buttons: [{ kind: 'url', index: 0, text: 'ORD-1042' }],
  }),
  'request-template-named.json': toAmina({
    kind: 'template',
    name: 'oda_tayari',
    language: 'sw',
    header: { kind: 'text', value: { name: 'order_no', text: 'ORD-1042' } },
    body: [
      { name: 'first_name', text: 'Amina' },
      { name: 'pickup_time', text: 'saa kumi' },
    ],
    buttons: [{ kind: 'quickReply', index: 0, payload: 'ORD-1042:CONFIRM' }],
  }),
  'request-template-header-document.json': toAmina({
    kind: 'template',
    name: 'risiti',
    language: 'sw',
    header: { kind: 'document', media: file, fileName: 'risiti-ORD-1042.pdf' },
    body: [{ text: 'ORD-1042' }],
  }),
};

describe('buildSendBody', () => {
  it.each(Object.entries(CASES))('writes %s as Meta expects it', (name, message) => {
    expect(buildSendBody(message)).toEqual(readFixture(name));
  });

  it('quotes a message, but not with a reaction', () => {
    const reply = toAmina({ kind: 'text', text: 'Ndiyo, ipo.' }, { repliedToProviderId: QUOTED });
    const { text, ...rest } = buildSendBody(reply);
    const { text: wanted, ...expected } = readFixture('request-text-reply.json');
    expect(rest).toEqual(expected);
    expect(text).toMatchObject(wanted as object);
    const reaction = toAmina(
      { kind: 'reaction', targetProviderMessageId: QUOTED, emoji: '👍' },
      { repliedToProviderId: QUOTED },
    );
    expect(buildSendBody(reaction)).not.toHaveProperty('context');
  });

  it('addresses a customer without a number by id, in the field for ids', () => {
    const body = buildSendBody(
      toAmina({ kind: 'text', text: 'x' }, { to: { userId: 'KE.30918273645546372' } }),
    );
    expect(body).toMatchObject({ recipient: 'KE.30918273645546372' });
    expect(body).not.toHaveProperty('to');
  });

  it('always writes numbers with a plus, so that no stranger reads the message', () => {
    expect(
      buildSendBody(toAmina({ kind: 'text', text: 'x' }, { to: { phone: '+254 700 000011' } }))['to'],
    ).toBe('+254700000011');
  });

  it('marks as read, with or without typing', () => {
    expect(buildMarkReadBody(QUOTED)).toEqual(readFixture('request-mark-read.json'));
    expect(buildMarkReadBody(QUOTED, { isTyping: true })).toEqual(
      readFixture('request-mark-read-typing.json'),
    );
  });
});
