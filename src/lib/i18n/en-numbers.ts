import { plural } from './plural.ts';

/** English for who looked at numbers, and for numbers that go from one person to another. */
export const enNumbers = {
  looks: {
    label: 'Who looked',
    columns: { when: 'When', who: 'Who', whose: 'Whose', where: 'Where' },
    what: {
      number: 'their number',
      cards: (count: number) =>
        plural('en', count, { one: 'a number in a card', other: '{n} numbers in cards' }),
      file: 'a file of cards, downloaded',
    },
    gone: 'A message that is gone',
    emptyTitle: 'Nobody looked',
    empty: 'When somebody shows a number whole or takes a card file away, it stands here.',
    unreachable: 'The list cannot be read now.',
    more: 'Show older',
  },
  referral: {
    by: { ad: 'Came by an advertisement', post: 'Came by a post' },
    cameBy: 'Came by',
  },
  numberChange: {
    passedOn: (when: string) => `This number is somebody else’s since ${when}`,
    passedOnLine:
      'They wrote from it with another WhatsApp id. What was said stays here; nothing more goes to that number.',
    taken: (when: string) => `Somebody new: until ${when} this number was somebody else’s`,
    takenLine: 'So WhatsApp’s own id says. What the other one wrote stays with them.',
    see: 'See the other conversation',
    same: 'It is the same person',
    ask: 'Put both together?',
    askLine:
      'Both records and threads become one, with every message, note and tag, and answers go to this number again. They can be taken apart again until something new is said.',
    join: 'Put together',
    joined: 'One record now',
    failed: 'They could not be put together. Try again.',
    joinedWith: (who: string, by: string, when: string) => `Put together with ${who} by ${by}, ${when}`,
    joinedByProvider: (who: string, when: string) => `Put together with ${who} by WhatsApp’s word, ${when}`,
    somebody: 'another record',
    mayPart: 'They can be taken apart again until something new is said.',
    part: 'Take apart',
    parted: 'Two records again, each with what was theirs',
    tooLate: 'Something new was said since, and nobody can tell whose it is: they stay together.',
    partFailed: 'They could not be taken apart. Try again.',
    until: (when: string) => `until ${when}`,
  },
};
