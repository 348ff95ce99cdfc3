import { plural } from './plural.ts';

/** English for the settings pages and the journal's screen. */
export const enEvents = {
  settingsNav: {
    sections: 'Settings sections',
    names: {
      ...{ you: 'You', notifications: 'Notifications', inboxes: 'Inboxes', routing: 'Routing' },
      ...{ hours: 'Opening hours', replies: 'Saved replies', channels: 'WhatsApp numbers' },
      ...{ keys: 'API keys', events: 'Events', looks: 'Who looked', health: 'Health' },
    },
    lines: {
      you: 'How Kazi looks and speaks on this device, and whether colleagues see you as here.',
      notifications: 'What Kazi tells you about, where, and when it keeps quiet.',
      inboxes: 'Who works in each inbox, how work is given out, and what is promised to customers.',
      routing:
        'Where a new conversation goes. The first rule that fits decides; without one the inbox’s own way does.',
      hours: 'When the business is open. Promises to customers count these hours only.',
      replies: 'Answers written once and used by everyone, with the customer’s name filled in.',
      channels: 'The numbers customers write to, how WhatsApp rates them, and whether they are sending.',
      keys: 'Other systems read and write through these. A key is shown once.',
      events: 'What WhatsApp told us, and what could not be understood.',
      looks: 'Who saw a customer’s number whole, whose, and when. Kept for as long as the number is.',
      health: 'Whether everything behind the screen is keeping up.',
    },
    themeLine: 'Light, dark, or as this device is set.',
    languageLine: 'Every word on the screen, dates and numbers.',
    availabilityLine: 'Away: colleagues see it, and nothing new is handed to you.',
    signedInAs: (name: string, role: string) => `${name}, ${role}`,
    roles: { admin: 'admin', manager: 'manager', agent: 'agent' },
  },
  events: {
    title: 'Events',
    filter: 'Which events',
    filters: { all: 'All', failed: 'Failed', pending: 'Waiting', unknownChannel: 'Unknown number' },
    columns: { time: 'Received', holds: 'What it holds', state: 'State', tries: 'Tries', act: 'Decide' },
    states: { pending: 'Waiting', processed: 'Understood', failed: 'Failed', dismissed: 'Set aside' },
    unknownChannel: 'Unknown number',
    unknownChannelLine:
      'It is addressed to a number that is not connected here. Connect the number, then try again.',
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
