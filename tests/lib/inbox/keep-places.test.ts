import { expect, test } from 'vitest';
import { keepPlaces } from '#lib/inbox/keep-places.ts';

test('rows stay put under the pointer when a message moves one to the top', () => {
  expect(keepPlaces(['a', 'b', 'c'], ['c', 'a', 'b'])).toEqual(['a', 'b', 'c']);
});

test('a conversation that leaves the view leaves the list, and a new one waits at the end', () => {
  expect(keepPlaces(['a', 'b', 'c'], ['new', 'c', 'a'])).toEqual(['a', 'c', 'new']);
});
