import { expect, test } from 'vitest';
import { findFirstUnread } from '#lib/inbox/find-first-unread.ts';

const shown = (...directions: ('inbound' | 'outbound' | 'note')[]) =>
  directions.map((direction, index) => ({ id: `m${index}`, direction }));

test('a conversation opens at the first of the last messages I have not seen', () => {
  const messages = shown('inbound', 'outbound', 'inbound', 'note', 'inbound');
  expect(findFirstUnread(messages, 2, false)).toEqual({ id: 'm2' });
  expect(findFirstUnread(messages, 1, true)).toEqual({ id: 'm4' });
  expect(findFirstUnread(messages, 0, true)).toEqual({ id: null });
});

test('what is new further up is fetched first, and where there is no more the oldest is it', () => {
  const messages = shown('outbound', 'inbound', 'inbound');
  expect(findFirstUnread(messages, 3, true)).toBe('older');
  expect(findFirstUnread(messages, 3, false)).toEqual({ id: 'm1' });
  expect(findFirstUnread([], 3, false)).toEqual({ id: null });
});
