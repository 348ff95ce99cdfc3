import { plural } from './plural.ts';

/** English for saved views once they are there, and for finding by more than words. */
export const enViews = {
  savedView: {
    change: 'Change this view',
    changed: 'View changed',
    menu: (name: string) => `Change ${name}`,
    share: 'Share with everyone',
    unshare: 'Keep to myself',
    nowShared: 'Everyone sees this view now',
    nowOwn: 'Only you see this view now',
    othersOwn: 'A view others share stays shared.',
    tooNested: 'What it shows is nested deeper than can be changed here. Its name and who sees it can be.',
  },
  wallInboxes: {
    title: 'By inbox',
    inbox: 'Inbox',
    oldest: 'Oldest',
    only: (name: string) => `Show ${name} alone`,
    trend: 'Last day',
  },
  searchHelp: {
    title: 'Searching',
    line: 'All words must occur, each by its beginning. These narrow it:',
    operators: {
      from: { label: 'From whom', example: 'brian' },
      in: { label: 'In which inbox', example: 'sales' },
      is: { label: 'In which state', example: 'open' },
      tag: { label: 'With a tag', example: '"big spender"' },
      before: { label: 'Before a day', example: '2026-11-20' },
      after: { label: 'From a day on', example: '2026-11-20' },
    },
    pick: 'Pick',
    pickNext: 'Pick, and the next',
    pickPrevious: 'Pick, and the one before',
    states: 'knows open, snoozed, closed, mine, unassigned, waiting and urgent.',
  },
  optedOut: {
    since: (when: string) => `Asked not to be messaged, ${when}`,
    told: 'An answer is welcome, an offer is not: marketing templates do not go. The conversation says how we know it.',
  },
  pace: {
    title: 'Speed',
    line: 'Messages a second this number may send. WhatsApp allows 80, and more once it raises a number.',
    unit: 'a second',
    fault: 'A whole number from 1 to 10000',
    saved: (name: string, n: number) => `${name} sends up to ${n} a second`,
    slow: {
      now: (now: string, most: number) => `Slowed down: ${now} of ${most} a second now`,
      stopped: 'Slowed down: nothing leaves at this moment',
      why: {
        number: (since: string) => `WhatsApp found this number too fast, last at ${since}.`,
        account: (since: string) =>
          `WhatsApp found your account’s numbers together too fast, last at ${since}.`,
        app: (since: string) => `WhatsApp found our app too fast, last at ${since}.`,
      },
      mends: (minutes: number) =>
        `It gets faster by itself and is back at full speed in about ${minutes} min, if WhatsApp does not say so again. Nothing is lost: what waits goes in order.`,
    },
  },
  assigned: {
    many: (count: number, name: string) =>
      plural('en', count, { one: `{n} assigned to ${name}`, other: `{n} assigned to ${name}` }),
    manyToNobody: (count: number) => `${count} back in the queue`,
  },
  tagged: {
    added: (tag: string) => `Tagged ${tag}`,
    removed: (tag: string) => `Tag ${tag} removed`,
  },
};
