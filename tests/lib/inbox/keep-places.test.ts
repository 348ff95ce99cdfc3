import { expect, test } from 'vitest';
import { createConversationOrder } from '#lib/inbox/conversation-order.svelte.ts';
import { keepPlaces } from '#lib/inbox/keep-places.ts';

test('rows stay put under the pointer when a message moves one to the top', () => {
  expect(keepPlaces(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual(['a', 'b', 'c']);
});

test('a conversation that leaves the view leaves the list, and a new one waits at the end', () => {
  expect(keepPlaces(['a', 'b', 'c'], ['new', 'c', 'a'])).toEqual(['a', 'c', 'new']);
});

test('while I point at the list its order waits, and when I leave it is the true one', () => {
  const order = createConversationOrder();
  expect(order.arrange(['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
  order.hold();
  expect(order.arrange(['c', 'a', 'b'])).toEqual(['a', 'b', 'c']);
  order.hold();
  expect(order.arrange(['d', 'c', 'b'])).toEqual(['b', 'c', 'd']);
  order.release();
  expect(order.arrange(['d', 'c', 'b'])).toEqual(['d', 'c', 'b']);
});

test('the newest order can be asked for without leaving, and then it is held', () => {
  const order = createConversationOrder();
  order.arrange(['a', 'b']);
  order.hold();
  order.arrange(['b', 'a']);
  order.catchUp();
  expect(order.arrange(['b', 'a'])).toEqual(['b', 'a']);
  expect(order.arrange(['a', 'b'])).toEqual(['b', 'a']);
});
