import { describe, expect, it } from 'vitest';
import { mediaModel } from '#lib/inbox/media-model.ts';
import { messageModel } from '#lib/inbox/message-model.ts';
import type { MessageSurroundings } from '#lib/inbox/message-model.ts';
import type { MessageRow } from '#schema/schema.ts';

const AROUND: MessageSurroundings = {
  members: new Map(),
  contact: { id: 'c1', name: 'Amina' },
  myId: 'm1',
  locale: 'en',
  seesNumbers: false,
  isWindowOpen: true,
  byId: new Map(),
};
const row = (over: object): MessageRow =>
  ({
    id: 'x',
    direction: 'inbound',
    type: 'text',
    text: null,
    content: null,
    media: null,
    status: 'received',
    reactions: [],
    forwarded: false,
    at: 0,
    ...over,
  }) as unknown as MessageRow;
const media = (over: object) =>
  row({ media: { id: 'f1', state: 'stored', mimeType: 'image/jpeg', ...over } });

describe('what a bubble holds', () => {
  it('a question with choices keeps its sections as they were sent', () => {
    const sections = [{ title: 'Leo', choices: [{ id: 'a', title: 'Asubuhi', description: null }] }];
    const sent = row({
      direction: 'outbound',
      type: 'list',
      content: { kind: 'list', header: null, footer: 'Duka', label: 'Chagua', sections },
    });
    expect(messageModel(sent, AROUND)).toMatchObject({
      type: 'interactive',
      content: { kind: 'choices', layout: 'list', header: null, footer: 'Duka', label: 'Chagua', sections },
    });
  });

  it('a card is shown as it was synced, which is masked', () => {
    const cards = [{ name: 'Halima', phones: [{ phone: '+254 7•• ••• 021' }], emails: ['h•••@x.co'] }];
    const { content } = messageModel(row({ type: 'contacts', content: { kind: 'contacts', cards } }), AROUND);
    expect(content).toEqual({
      kind: 'contacts',
      cards: [{ name: 'Halima', organisation: null, phones: ['+254 7•• ••• 021'], emails: ['h•••@x.co'] }],
    });
  });

  it('a file of cards is offered only to those who may see numbers', () => {
    const file = media({ mimeType: 'text/vcard', cards: [{ name: 'Halima', phones: ['•••'] }] });
    expect(mediaModel(file, { seesNumbers: false })).toMatchObject({
      url: null,
      cards: [{ name: 'Halima' }],
    });
    expect(mediaModel(file, { seesNumbers: true })).toMatchObject({ url: '/media/f1' });
  });

  it('of a number somebody shares of themselves the written card is read', () => {
    const vcard = 'BEGIN:VCARD\nFN:Juma\nTEL;waid=254700000022:+254 700 000022\nEND:VCARD';
    const sent = row({
      type: 'contacts',
      content: { kind: 'contacts', cards: [{ name: null, phones: [], emails: [], vcard }] },
    });
    expect(messageModel(sent, AROUND).content).toEqual({
      kind: 'contacts',
      cards: [{ name: 'Juma', organisation: null, phones: ['+254 700 000022'], emails: [] }],
    });
  });

  it('a picture from an iPhone is looked at by its preview, and is a file when it has none', () => {
    const heic = { mimeType: 'image/heic' };
    expect(mediaModel(media({ ...heic, hasThumbnail: true }))).toMatchObject({
      url: '/media/f1',
      viewUrl: '/media/f1?size=thumb',
    });
    expect(mediaModel(media(heic))).toMatchObject({ url: '/media/f1', viewUrl: null });
    expect(mediaModel(media({ hasThumbnail: true }))).not.toHaveProperty('viewUrl');
  });

  it('nothing a customer writes about themselves turns the words around it', () => {
    const sent = row({
      type: 'location',
      content: { kind: 'location', latitude: 1, longitude: 2, name: 'Duka\u202e la', address: '\u2066x' },
    });
    const shown = messageModel(sent, { ...AROUND, contact: { id: 'c1', name: 'Ami\u202ena' } });
    expect(shown.author.name).toBe('Amina');
    expect(shown.content).toMatchObject({ name: 'Duka la', address: 'x' });
  });
});
