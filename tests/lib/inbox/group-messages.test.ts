import { describe, expect, test } from 'vitest';
import { groupMessages, keepItems } from '#lib/inbox/group-messages.ts';
import type { MessageModel, SystemLineModel } from '#lib/inbox/message.ts';

const zone = { timeZone: 'Africa/Nairobi', firstUnreadId: null };
const noon = Date.UTC(2026, 10, 24, 9);
const minute = 60_000;

function message(
  id: string,
  at: number,
  changes: Partial<MessageModel> = {},
  authorId = 'mercy',
): MessageModel {
  return {
    id,
    direction: 'inbound',
    type: 'text',
    text: id,
    at,
    status: null,
    author: { kind: 'contact', id: authorId, name: authorId, initials: 'M', hue: 1, isMe: false },
    held: null,
    failure: null,
    undoUntil: null,
    quoted: null,
    media: null,
    content: { kind: 'none' },
    reactions: [],
    isForwarded: false,
    referral: null,
    editedAt: null,
    deletedAt: null,
    ...changes,
  };
}

function line(id: string, at: number): SystemLineModel {
  return { id, at, icon: 'other', parts: [] };
}

function shape(items: ReturnType<typeof groupMessages>): string[] {
  return items.map((item) => {
    if (item.kind === 'group') return item.messages.map((one) => one.id).join('+');
    if (item.kind === 'system') return `${item.isFolded ? 'folded' : 'lines'}:${item.lines.length}`;
    return item.kind;
  });
}

describe('grouping the thread', () => {
  test('quick messages of one author stand together, a later one stands apart', () => {
    const items = groupMessages(
      [message('a', noon), message('b', noon + minute), message('c', noon + 20 * minute)],
      [],
      zone,
    );
    expect(shape(items)).toEqual(['day', 'a+b', 'c']);
  });

  test('two colleagues answering in the same minute are not shown as one', () => {
    const out = { direction: 'outbound' } as const;
    const items = groupMessages(
      [message('a', noon, out, 'amina'), message('b', noon, out, 'brian')],
      [],
      zone,
    );
    expect(shape(items)).toEqual(['day', 'a', 'b']);
  });

  test('messages either side of midnight in Nairobi get their own day', () => {
    const midnight = Date.UTC(2026, 10, 23, 21);
    const items = groupMessages([message('a', midnight - 1), message('b', midnight)], [], zone);
    expect(shape(items)).toEqual(['day', 'a', 'day', 'b']);
  });

  test('the unread mark parts a group in two', () => {
    const items = groupMessages([message('a', noon), message('b', noon + 1)], [], {
      ...zone,
      firstUnreadId: 'b',
    });
    expect(shape(items)).toEqual(['day', 'a', 'unread', 'b']);
  });

  test('two changes are told, three are folded', () => {
    const two = groupMessages([], [line('1', noon), line('2', noon)], zone);
    const three = groupMessages([], [line('1', noon), line('2', noon), line('3', noon)], zone);
    expect(shape(two)).toEqual(['day', 'lines:2']);
    expect(shape(three)).toEqual(['day', 'folded:3']);
  });

  test('a group keeps its key while it grows, so that bubbles are not drawn anew', () => {
    const before = groupMessages([message('a', noon)], [], zone);
    const after = groupMessages([message('a', noon), message('b', noon + 1)], [], zone);
    expect(after.map((item) => item.key)).toEqual(before.map((item) => item.key));
  });

  test('a note between two messages does not hide inside their group', () => {
    const items = groupMessages(
      [message('a', noon), message('n', noon + 1, { direction: 'note' }), message('b', noon + 2)],
      [],
      zone,
    );
    expect(shape(items)).toEqual(['day', 'a', 'note', 'b']);
  });
});

describe('drawn anew', () => {
  const written = [message('one', noon), message('two', noon + 10 * minute)];
  const told = [line('assigned', noon + 20 * minute)];

  test('what says the same stays the same thing', () => {
    const before = groupMessages(written, told, zone);
    const now = groupMessages(written, told, zone);
    expect(keepItems(before, now)).toEqual(before);
    expect(keepItems(before, now).every((item, index) => item === before[index])).toBe(true);
  });

  test('a group that grew, and what is new, are other things', () => {
    const before = groupMessages(written, told, zone);
    const third = message('three', noon + 11 * minute);
    const now = keepItems(before, groupMessages([...written, third], told, zone));
    expect(now.map((item) => item === before.find(({ key }) => key === item.key))).toEqual([
      true,
      true,
      false,
      true,
    ]);
    expect(now[2]).toMatchObject({ kind: 'group', messages: [{ id: 'two' }, { id: 'three' }] });
  });

  test('a bubble whose tick moved on is drawn again', () => {
    const before = groupMessages(written, told, zone);
    const now = keepItems(before, groupMessages([written[0]!, { ...written[1]! }], told, zone));
    expect(now[1]).toBe(before[1]);
    expect(now[2]).not.toBe(before[2]);
  });
});
