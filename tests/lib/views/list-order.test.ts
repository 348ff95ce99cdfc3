import { expect, test } from 'vitest';
import { inboxKeys } from '#lib/views/inbox-keys.ts';
import { inOwnOrder, movedTo } from '#lib/views/own-order.ts';
import { standingPromise } from '#lib/views/inbox/standing-promise.ts';
import { tagChoices } from '#lib/views/inbox/tag-choices.ts';

test('my order comes first, and what I never placed stands after it as it stood', () => {
  const views = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
  expect(inOwnOrder(views, ['c', 'gone', 'a']).map((v) => v.id)).toEqual(['c', 'a', 'b', 'd']);
});

test('a view moves to the place of another, whichever way, and nowhere when there is none', () => {
  expect(movedTo(['a', 'b', 'c'], 'c', 'b')).toEqual(['a', 'c', 'b']);
  expect(movedTo(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
  expect(movedTo(['a', 'b', 'c'], 'a', undefined)).toEqual(['a', 'b', 'c']);
  expect(movedTo(['a', 'b', 'c'], 'x', 'a')).toEqual(['a', 'b', 'c']);
});

test('what the picked have stands first, in its own spelling; only an unknown word is a new tag', () => {
  const asked = { people: [['VIP', 'Ruiru'], ['vip']], inUse: [['Jumla'], ['ruiru']] };
  expect(tagChoices({ ...asked, written: '' }).known).toEqual([
    { name: 'VIP', count: 2 },
    { name: 'Ruiru', count: 1 },
    { name: 'Jumla', count: 0 },
  ]);
  expect(tagChoices({ ...asked, written: ' JUM' })).toEqual({
    known: [{ name: 'Jumla', count: 0 }],
    isNew: true,
  });
  expect(tagChoices({ ...asked, written: 'jumla' }).isNew).toBe(false);
});

test('of several promises the one that falls due first is the one that is shown', () => {
  const row = { firstResponseDueAt: null, nextResponseDueAt: 9, resolutionDueAt: 5 };
  expect(standingPromise({ ...row, status: 'open' })).toEqual({ kind: 'resolution', dueAt: 5 });
  expect(standingPromise({ ...row, status: 'closed' })).toBeNull();
});

test('Shift with an arrow stretches, Ctrl+A takes all, Space looks in: and none of it on another screen', () => {
  const pressed: string[] = [];
  const hear = inboxKeys({
    extendNext: () => pressed.push('next'),
    selectAll: () => pressed.push('all'),
    peek: () => pressed.push('peek'),
    goInbox: () => pressed.push('go'),
  });
  const press = (key: string, over: object = {}) => {
    let isTaken = false;
    const event = { key, timeStamp: 0, target: null, preventDefault: () => (isTaken = true), ...over };
    hear(event as unknown as KeyboardEvent);
    return isTaken;
  };
  expect(press('ArrowDown', { shiftKey: true })).toBe(true);
  expect(press('ArrowDown')).toBe(false);
  expect(press('a', { ctrlKey: true })).toBe(true);
  expect(press(' ')).toBe(true);
  press('g');
  expect(press('i', { ctrlKey: true }), 'a chord with Ctrl is the browser’s').toBe(false);
  expect(pressed).toEqual(['next', 'all', 'peek']);
  expect(press(' ', { target: { closest: (what: string) => (what === 'button' ? {} : null) } })).toBe(false);
});
