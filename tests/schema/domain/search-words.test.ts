import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isEmptySearch, readSearch } from '#schema/domain/search-words.ts';

const nothing = {
  ...{ words: [], number: null, otherWords: [], username: null, from: null, inbox: null, tag: null, is: [] },
  before: null,
  after: null,
};

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
  ['after:2026-11-01 before:2026-11-20 bei', { after: '2026-11-01', before: '2026-11-20', words: ['bei'] }],
  ['0712 345-678', { words: ['0712', '345', '678'], number: '0712345678', otherWords: [] }],
  ['+254 712', { words: ['254', '712'], number: '+254712', otherWords: [] }],
  ['@Amina.Duka', { words: ['amina', 'duka'], otherWords: ['amina', 'duka'], username: 'amina.duka' }],
  ['mercy 4678', { words: ['mercy', '4678'], number: '4678', otherWords: ['mercy'] }],
  ['oda12345 12', { words: ['oda12345', '12'] }],
  ['from: duvet', { words: ['from', 'duvet'] }],
])('%s', (text, expected) => {
  const otherWords = (expected as { words?: string[] }).words ?? [];
  expect(readSearch(text)).toEqual({ ...nothing, otherWords, ...expected });
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
