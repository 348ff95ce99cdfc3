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
      provider: 'WhatsApp’s report',
    },
    known: 'nothing new',
    empty: 'No step is known.',
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
