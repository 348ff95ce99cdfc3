import { plural } from './plural.ts';

/** English for the settings pages and the journal's screen. */
export const enEvents = {
  events: {
    title: 'Events',
    filter: 'Which events',
    filters: { all: 'All', failed: 'Failed', pending: 'Waiting', unknownChannel: 'Unknown number' },
    columns: { time: 'Received', holds: 'What it holds', state: 'State', tries: 'Tries', act: 'Decide' },
    states: { pending: 'Waiting', processed: 'Understood', failed: 'Failed', dismissed: 'Set aside' },
    unknownChannel: 'Unknown number',
    connect: 'Connect this number',
    unknownChannelLine:
      'It is addressed to a number that is not connected here. Once it is connected, this is read by itself.',
    holds: {
      message: (n: number) => plural('en', n, { one: 'Message', other: '{n} messages' }),
      echo: (n: number) =>
        plural('en', n, { one: 'Message from the phone app', other: '{n} messages from the phone app' }),
      history: (n: number) => plural('en', n, { one: '{n} old message', other: '{n} old messages' }),
      status: (n: number) => plural('en', n, { one: 'Status', other: '{n} statuses' }),
      reaction: (n: number) => plural('en', n, { one: 'Reaction', other: '{n} reactions' }),
      edit: (n: number) => plural('en', n, { one: 'Edit', other: '{n} edits' }),
      revoke: (n: number) => plural('en', n, { one: 'Deletion', other: '{n} deletions' }),
      system: (n: number) => plural('en', n, { one: 'Changed identity', other: '{n} changed identities' }),
      call: (n: number) => plural('en', n, { one: 'Call', other: '{n} calls' }),
      account: (n: number) => plural('en', n, { one: 'Account notice', other: '{n} account notices' }),
      userPreference: (n: number) =>
        plural('en', n, { one: 'Marketing choice', other: '{n} marketing choices' }),
      valueError: (n: number) =>
        plural('en', n, { one: 'Error from WhatsApp', other: '{n} errors from WhatsApp' }),
      ignored: (n: number) => plural('en', n, { one: 'Nothing we use', other: '{n} parts we do not use' }),
    },
    holdsNothing: 'Nothing that can be read',
    retry: 'Try again',
    dismiss: 'Set aside',
    open: (id: string) => `Open event ${id}`,
    retried: 'Back in line',
    dismissed: 'Set aside',
    more: 'Show older',
    emptyTitle: 'Nothing here',
    empty: {
      all: 'Every message, tick and notice from WhatsApp is listed here as it arrives.',
      failed: 'No failed event waits for a decision.',
      pending: 'Nothing is waiting to be understood.',
      unknownChannel: 'Nothing came for a number that is not connected here.',
    },
    refusedTitle: 'Events are for managers and admins',
    unreachable: 'Events cannot be read right now. This is what was here before.',
    event: (id: string) => `Event ${id}`,
    received: 'Received',
    understood: 'Understood',
    size: 'Size',
    reason: 'Reason',
    notices: 'What WhatsApp says',
    body: 'As received, numbers masked',
    noReason: 'No reason was kept.',
  },
};
