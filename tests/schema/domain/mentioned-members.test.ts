import { expect, it } from 'vitest';
import { mentionedMembers, mentionOf } from '#schema/domain/mentioned-members.ts';

const team = [
  { id: 'a', name: 'Amina Yusuf' },
  { id: 'b', name: 'Brian Mwangi' },
  { id: 'o', name: 'Otieno Odhiambo' },
  { id: 'a2', name: 'Amina Wario' },
];

it.each([
  ['@Brian angalia hii', ['b'], 'a first name'],
  ['@Brian Mwangi angalia', ['b'], 'a whole name'],
  ['habari (@otieno), tafadhali', ['o'], 'small letters, inside brackets'],
  ['@Amina Yusuf tafadhali', ['a'], 'the whole name says which of two'],
  ['@Amina tafadhali', ['a', 'a2'], 'the first name alone means both'],
  ['@Brian na @Otieno', ['b', 'o'], 'two people'],
  ['mail brian@brian.co.ke', [], 'an address'],
  ['@Brianna', [], 'a longer name'],
  ['Brian', [], 'a name without the sign'],
  ['@ Brian', [], 'the sign alone'],
])('%s mentions %j: %s', (text, ids) => {
  expect(mentionedMembers(text, team)).toEqual(ids);
});

it('how somebody is named in a note mentions them and nobody else', () => {
  const people = [...team, { id: 'b2', name: 'brian kamau' }];
  for (const person of people)
    expect(mentionedMembers(`${mentionOf(person, people)} tafadhali`, people)).toEqual([person.id]);
  expect(mentionOf(team[2]!, people)).toBe('@Otieno');
});
