import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isEmptySearch, readSearch } from '#schema/domain/search-words.ts';

const nothing = { words: [], from: null, inbox: null, tag: null, is: [], before: null };

it.each([
  ['duvet grey', { words: ['duvet', 'grey'] }],
  ['from:brian duvet', { from: 'brian', words: ['duvet'] }],
  ['in:Sales is:open is:mine', { inbox: 'Sales', is: ['open', 'mine'] }],
  ['tag:"Big Spender" 6x6', { tag: 'big spender', words: ['6x6'] }],
  ['before:2026-11-20 bei', { before: '2026-11-20', words: ['bei'] }],
  ['before:jana', { words: ['jana'] }],
  ['is:angry', { words: ['angry'] }],
  ['habari, mko wapi?', { words: ['habari', 'mko', 'wapi'] }],
  ["duvet' | !x & (y):*", { words: ['duvet', 'x', 'y'] }],
  ['from: duvet', { words: ['from', 'duvet'] }],
])('%s', (text, expected) => {
  expect(readSearch(text)).toEqual({ ...nothing, ...expected });
});

it('whatever is typed, only letters and digits reach the index', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const word of readSearch(text).words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
    }),
  );
});

it('nothing is nothing', () => {
  expect(isEmptySearch(readSearch('  ... '))).toBe(true);
  expect(isEmptySearch(readSearch('is:open'))).toBe(false);
});
