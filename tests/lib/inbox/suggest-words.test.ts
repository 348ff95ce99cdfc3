import { expect, test } from 'vitest';
import { askedAt, findEmoji, findPeople, findSaved } from '#lib/inbox/suggest-words.ts';

test('a slash asks for a saved reply only as the first and only word of a reply', () => {
  expect(askedAt('/de', 3, 'reply')).toEqual({ sign: '/', from: 0, query: 'de' });
  expect(askedAt('/de ', 4, 'reply')).toBeNull();
  expect(askedAt('3/4', 3, 'reply')).toBeNull();
  expect(askedAt('/de', 3, 'note')).toBeNull();
});

test('an @ names a colleague in a note and nobody in a reply', () => {
  expect(askedAt('Ask @wa', 7, 'note')).toEqual({ sign: '@', from: 4, query: 'wa' });
  expect(askedAt('Ask @', 5, 'note')).toEqual({ sign: '@', from: 4, query: '' });
  expect(askedAt('Ask @wa', 7, 'reply')).toBeNull();
  expect(askedAt('me@example', 10, 'note'), 'an e-mail address is no name').toBeNull();
});

test('a colon and a letter ask for an emoji; a time, a list and a smile do not', () => {
  expect(askedAt('Asante :tha', 11, 'reply')).toEqual({ sign: ':', from: 7, query: 'tha' });
  for (const text of ['10:30', 'Sizes:', 'Sizes: 6', ':', ':)', 'a :th b'])
    expect(askedAt(text, text.length, 'reply'), text).toBeNull();
  expect(askedAt('a :th b', 5, 'reply'), 'in the middle of the text').toEqual({
    ...{ sign: ':', from: 2, query: 'th' },
  });
});

test('who shares a first name is named whole', () => {
  const people = [
    { id: '1', name: 'Amina Yusuf' },
    { id: '2', name: 'Amina Hassan' },
    { id: '3', name: 'Brian Mwangi' },
  ];
  expect(findPeople(people, 'am').map((s) => s.insert)).toEqual(['@Amina Yusuf ', '@Amina Hassan ']);
  expect(findPeople(people, 'mwa').map((s) => s.insert)).toEqual(['@Brian ']);
  expect(findPeople(people, 'x')).toEqual([]);
});

test('an emoji is found by the beginning of its word in either language', () => {
  expect(findEmoji('asan', 'en').map((s) => s.insert)).toEqual(['🙏']);
  expect(findEmoji('kijani', 'en').map((s) => s.title)).toEqual(['green heart']);
});

test('of saved replies those come first whose shortcut begins so', () => {
  const reply = (shortcut: string, text: string) => ({ id: shortcut, shortcut, title: shortcut, text });
  const found = findSaved([reply('lipa', 'after delivery'), reply('delivery', 'CBD 200')], 'deli');
  expect(found.map((s) => s.mark)).toEqual(['/delivery', '/lipa']);
});
