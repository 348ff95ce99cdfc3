import { plural } from './plural.ts';

/** English for looking into a row, for acting on many, and for the order of one's views. */
export const enLists = {
  peek: {
    title: (name: string) => `Peek at ${name}`,
    waiting: 'Waiting',
    waitingOnNobody: 'On nobody',
    since: (when: string) => `since ${when}`,
    promise: 'Promise',
    promises: { first: 'First reply due', next: 'Reply due', resolution: 'Done by' },
    noPromise: 'None stands',
    snoozedUntil: (when: string) => `Snoozed until ${when}`,
    last: 'Last messages',
    nothing: 'Nothing written yet',
    move: 'Next, previous',
  },
  bulk: {
    refused: (names: string, why: string) => `Not done for ${names}. ${why}`,
    andMore: (names: string, count: number) => `${names} and ${count} more`,
    cannotSee: (name: string) =>
      `${name} does not see their inbox. Pick somebody else, or add ${name} to it.`,
    priority: (count: number, name: string) => `Priority ${name} for ${count}`,
    unread: (count: number) => `${count} marked unread`,
    tagged: (count: number, tag: string) => `Tagged ${tag}: ${count}`,
    untagged: (count: number, tag: string) => `Tag ${tag} removed from ${count}`,
    all: 'Pick all in this view',
    tags: {
      open: 'Tags',
      title: (count: number) => plural('en', count, { one: 'Tag {n} person', other: 'Tag {n} people' }),
      name: 'Tag',
      hint: 'Write a tag, or choose one',
      make: (tag: string) => `New tag: ${tag}`,
      allHave: 'all have it',
      someHave: (some: number, all: number) => `${some} of ${all}`,
      add: (tag: string) => `Add ${tag}`,
      remove: (tag: string) => `Remove ${tag}`,
      none: 'No tags in use yet.',
    },
  },
  viewOrder: {
    up: 'Move up',
    down: 'Move down',
  },
  asks: {
    fields: {
      late: 'Late',
      sends: 'Sending',
      followUp: 'Follow-up',
      escalation: 'Decision',
      mention: 'Mentions',
    },
    late: { first: 'First reply', next: 'A reply', resolution: 'Being done' },
    sends: { troubled: 'Failed or unconfirmed', fine: 'Nothing failed' },
    followUp: { today: 'Today or before', later: 'A later day' },
    escalation: { undecided: 'Waited for', none: 'None waited for' },
  },
  rowOptedOut: 'Asked not to be messaged',
};
