import { plural } from './plural.ts';

/** English for what a message went through, how a conversation is closed, and what leaves later. */
export const enThread = {
  trail: {
    title: 'What happened to this message',
    steps: {
      received: 'Received',
      queued: 'Waits to leave',
      sending: 'Leaves for WhatsApp',
      unconfirmed: 'No answer from WhatsApp',
      held: 'WhatsApp is holding it',
      sent: 'WhatsApp has it',
      delivered: 'On the customer’s phone',
      read: 'Read',
      failed: 'Did not go',
      cancelled: 'Taken back',
    },
    evidence: {
      member: 'a teammate',
      worker: 'our own record',
      call: 'WhatsApp’s answer to our call',
      heldForCheck: 'WhatsApp checks the template first',
      heldByPause: 'WhatsApp has paused the template',
      provider: 'WhatsApp’s report',
      played: 'WhatsApp’s report',
      earlierTry: 'WhatsApp’s report about an earlier try',
    },
    played: 'Played',
    known: 'nothing new',
    empty: 'No step is known.',
  },
  held: {
    lead: 'Held by WhatsApp.',
    heldForCheck:
      'It checks this template before the message goes on. Nothing to do; it is not with the customer yet.',
    heldByPause: 'This template is paused. The message goes on when the pause ends, or fails.',
    long: (since: string) =>
      `Since ${since}, which is long. The customer has not got it: write in another way, and have a manager look at the template.`,
  },
  closing: {
    ask: 'Close with a reason',
    asAgain: (reason: string) => `Close: ${reason}`,
    plain: 'No reason',
    because: (by: string, reason: string) => `*${by}* closed it: ${reason}`,
  },
  later: {
    leaves: (when: string) => `Leaves ${when}`,
    more: (count: number) => plural('en', count, { one: 'and {n} more', other: 'and {n} more' }),
  },
  filterGroups: {
    add: 'Add a group',
    group: (n: number) => `Group ${n}`,
    remove: 'Remove the group',
    counted: (count: string) => `Holds ${count} now`,
  },
  wallInbox: 'Inbox shown',
  openOldest: (name: string) => `Open the oldest: ${name}`,
};
