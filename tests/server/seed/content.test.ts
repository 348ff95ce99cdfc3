import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { buildDemo } from '../../../server/seed/content/build-demo.ts';
import type { DemoConversation, DemoMessage } from '../../../server/seed/content/demo-data.ts';
import { CLOSED_REASONS } from '../../../server/seed/content/demo-data.ts';
import { MEDIA } from '../../../server/seed/media/list-media.ts';
import { makeDemoMedia } from '../../../server/seed/media/make-demo-media.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 10, 24, 9, 0, 17);

function build(now = NOON) {
  let count = 0;
  return buildDemo({ now, newId: () => `id-${(count += 1)}` });
}

function countBy<T>(items: T[], name: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(name(item), (counts.get(name(item)) ?? 0) + 1);
  return counts;
}

function lastSpoken(conversation: DemoConversation): DemoMessage | undefined {
  return conversation.messages.findLast((message) => message.direction !== 'note');
}

const demo = build();
const messages = demo.conversations.flatMap((conversation) => conversation.messages);
const open = demo.conversations.filter((conversation) => conversation.status === 'open');

describe('the demo business', () => {
  it('is a believable month: people, conversations and messages in three inboxes', () => {
    expect(demo.contacts.length).toBeGreaterThanOrEqual(64);
    expect(demo.conversations.length).toBeGreaterThanOrEqual(70);
    expect(messages.length).toBeGreaterThanOrEqual(900);
    expect(demo.savedReplies).toHaveLength(10);
    expect(demo.templates).toHaveLength(6);
    expect(new Set(demo.conversations.map((conversation) => conversation.inbox))).toEqual(
      new Set(demo.inboxes.map((inbox) => inbox.key)),
    );
    const sizes = demo.conversations.map((conversation) => conversation.messages.length);
    expect(sizes.filter((size) => size >= 30).length).toBeGreaterThanOrEqual(5);
    expect(sizes.filter((size) => size >= 6 && size <= 20).length).toBeGreaterThanOrEqual(35);
    expect(sizes.filter((size) => size === 1).length).toBeGreaterThanOrEqual(3);
  });

  it('has customers waiting on us, us waiting on customers, snoozed ones and closed ones with reasons', () => {
    const onUs = open.filter((conversation) => lastSpoken(conversation)?.direction === 'inbound');
    expect(onUs.length).toBeGreaterThanOrEqual(20);
    expect(open.length - onUs.length).toBeGreaterThanOrEqual(18);
    expect(onUs.filter((conversation) => conversation.assignee === null).length).toBeGreaterThanOrEqual(5);
    const statuses = countBy(demo.conversations, (conversation) => conversation.status);
    expect(statuses.get('snoozed')).toBe(8);
    for (const conversation of demo.conversations) {
      if (conversation.status === 'closed') expect(CLOSED_REASONS).toContain(conversation.closedReason);
      else expect(conversation.closedReason).toBeNull();
      if (conversation.status === 'snoozed') expect(conversation.snoozedUntilAt).toBeGreaterThan(NOON);
      else expect(conversation.snoozedUntilAt).toBeNull();
    }
  });

  it('lets most open conversations be answered freely: the customer wrote within a day', () => {
    const fresh = open.filter((conversation) => {
      const last = conversation.messages.findLast((message) => message.direction === 'inbound');
      return last !== undefined && NOON - last.at < 24 * HOUR_MS;
    });
    expect(fresh.length / open.length).toBeGreaterThan(0.85);
  });

  it('gives nobody two conversations at once', () => {
    const live = demo.conversations.filter((conversation) => conversation.status !== 'closed');
    expect(new Set(live.map((conversation) => conversation.contact)).size).toBe(live.length);
    const spans = demo.conversations.map((conversation) => ({
      contact: conversation.contact,
      from: conversation.messages[0]?.at ?? 0,
      to: conversation.messages.at(-1)?.at ?? 0,
    }));
    for (const one of spans)
      for (const other of spans)
        if (one !== other && one.contact === other.contact)
          expect(one.to < other.from || other.to < one.from).toBe(true);
  });

  it.each([0, 3.2, 6, 9, 15.5, 20.97])(
    'keeps every thread in order and in the past when it is seeded %d hours after midnight UTC',
    (hours) => {
      const now = Date.UTC(2026, 10, 24) + hours * HOUR_MS;
      for (const conversation of build(now).conversations) {
        const times = conversation.messages.map((message) => message.at);
        for (let index = 1; index < times.length; index += 1)
          expect(times[index], conversation.key).toBeGreaterThan(times[index - 1] ?? 0);
        expect(times.at(-1), conversation.key).toBeLessThan(now);
        expect(times[0], conversation.key).toBeGreaterThan(now - 31 * 24 * HOUR_MS);
        for (const activity of conversation.activities) expect(activity.at).toBeLessThanOrEqual(now);
      }
    },
  );

  it.each([0, 9, 20])(
    'has nobody at the shop answering at night, seeded %d hours after midnight UTC',
    (hours) => {
      const now = Date.UTC(2026, 10, 24) + hours * HOUR_MS;
      for (const conversation of build(now).conversations)
        for (const message of conversation.messages) {
          if (message.direction === 'inbound' || message.author.startsWith('rule:')) continue;
          const hour = new Date(message.at + 3 * HOUR_MS).getUTCHours();
          expect(hour >= 8 && hour < 20, `${conversation.key} ${hour}: ${message.text}`).toBe(true);
        }
    },
  );

  it('tells the same month twice when asked twice', () => {
    expect(build()).toEqual(build());
  });

  it('never uses an id, a key, a phone number or a business-scoped id twice', () => {
    const phones = demo.contacts.flatMap((contact) => (contact.phone === null ? [] : [contact.phone]));
    for (const values of [
      messages.map((message) => message.id),
      demo.conversations.map((conversation) => conversation.key),
      demo.contacts.map((contact) => contact.key),
      demo.contacts.map((contact) => contact.userId),
      phones,
    ])
      expect(new Set(values).size).toBe(values.length);
    for (const phone of phones) expect(phone).toMatch(/^\+25470000\d{4}$/);
    for (const contact of demo.contacts) expect(contact.userId).toMatch(/^KE\.\d{10,24}$/);
    expect(demo.contacts.filter((contact) => contact.hiddenPhone).length).toBeGreaterThanOrEqual(3);
  });

  it('names only people, contacts and messages that exist', () => {
    const members = new Set(demo.members.map((member) => member.key));
    const contacts = new Set(demo.contacts.map((contact) => contact.key));
    for (const contact of demo.contacts)
      if (contact.responsible) expect(members).toContain(contact.responsible);
    for (const conversation of demo.conversations) {
      const ids = new Set(conversation.messages.map((message) => message.id));
      expect(contacts).toContain(conversation.contact);
      if (conversation.assignee) expect(members).toContain(conversation.assignee);
      for (const message of conversation.messages) {
        if (message.direction === 'inbound') expect(message.author).toBe('customer');
        else expect(members.has(message.author) || /^(rule:.+|phone_app)$/.test(message.author)).toBe(true);
        if ('quotedId' in message) expect(ids).toContain(message.quotedId);
        for (const mention of message.mentions ?? []) expect(members).toContain(mention);
      }
    }
  });

  it('shows every kind of message a shop meets', () => {
    const types = countBy(messages, (message) => message.type);
    for (const type of ['text', 'image', 'audio', 'document', 'sticker', 'location', 'contacts', 'order'])
      expect(types.get(type), type).toBeGreaterThanOrEqual(1);
    for (const type of ['template', 'button', 'unsupported'])
      expect(types.get(type), type).toBeGreaterThanOrEqual(1);
    expect(messages.some((message) => message.editedAt)).toBe(true);
    expect(messages.some((message) => message.deletedAt)).toBe(true);
    expect(messages.some((message) => message.direction === 'note' && message.mentions?.length)).toBe(true);
    expect(messages.filter((message) => message.reactions).length).toBeGreaterThanOrEqual(8);
    expect(
      messages.filter((message) => /^UK\w{8} Confirmed\./.test(message.text ?? '')).length,
    ).toBeGreaterThan(2);
  });

  it('has read most of what it sent, and shows one of each trouble', () => {
    const sent = messages.filter((message) => message.direction === 'outbound');
    const statuses = countBy(sent, (message) => message.status ?? 'none');
    expect(statuses.has('none')).toBe(false);
    expect(((statuses.get('read') ?? 0) + (statuses.get('delivered') ?? 0)) / sent.length).toBeGreaterThan(
      0.95,
    );
    expect(statuses.get('unconfirmed')).toBe(1);
    expect(sent.flatMap((message) => message.failure?.code ?? []).sort()).toEqual([131026, 131047]);
    for (const message of messages)
      if (message.direction !== 'outbound') expect(message.status).toBeUndefined();
  });

  it('sends free text only while the window is open, except the one that failed for it', () => {
    for (const conversation of demo.conversations) {
      let lastInboundAt = 0;
      for (const message of conversation.messages) {
        if (message.direction === 'inbound') lastInboundAt = message.at;
        if (message.direction !== 'outbound' || message.type === 'template') continue;
        if (message.failure?.code === 131047) continue;
        expect(message.at - lastInboundAt, `${conversation.key}: ${message.text}`).toBeLessThanOrEqual(
          24 * HOUR_MS,
        );
      }
    }
  });

  it('does not read as if it were pasted', () => {
    const texts = messages.flatMap((message) => (message.text === null ? [] : [message.text]));
    const repeats = countBy(texts, (text) => text);
    expect(repeats.size).toBeGreaterThanOrEqual(450);
    for (const [text, count] of repeats) expect(count, text).toBeLessThanOrEqual(6);
  });
});

describe('the demo files', () => {
  it('lists every file that a message shows', () => {
    for (const message of messages) if (message.media) expect(MEDIA).toHaveProperty(message.media.file);
  });

  it.each(Object.keys(MEDIA))('makes a file that opens: %s', async (key) => {
    const entry = MEDIA[key];
    const file = await makeDemoMedia(key);
    expect(file.mimeType).toBe(entry?.mimeType);
    expect(file.bytes.length).toBeLessThan(400_000);
    if (entry?.kind === 'picture') {
      const seen = await sharp(file.bytes).metadata();
      expect([seen.width, seen.height]).toEqual([entry.width, entry.height]);
      expect(`image/${seen.format}`).toBe(entry.mimeType);
    }
    if (entry?.kind === 'voice') {
      const view = new DataView(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
      expect(new TextDecoder().decode(file.bytes.subarray(0, 4))).toBe('RIFF');
      expect(view.getUint32(4, true)).toBe(file.bytes.length - 8);
      expect((view.getUint32(40, true) / view.getUint32(28, true)) * 1000).toBe(entry.durationMs);
      expect(file.waveform).toHaveLength(40);
      for (const value of file.waveform ?? []) expect(value >= 0 && value <= 31).toBe(true);
    }
    if (entry?.kind === 'pdf') {
      const text = new TextDecoder('latin1').decode(file.bytes);
      const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
      expect(text.startsWith('%PDF-1.4')).toBe(true);
      expect(text.slice(start, start + 4)).toBe('xref');
      [...text.matchAll(/(\d{10}) 00000 n/g)].forEach((match, index) => {
        expect(text.slice(Number(match[1])).startsWith(`${index + 1} 0 obj`)).toBe(true);
      });
    }
  });
});
