/** English for what people and rules did. Asterisks mark names, drawn stronger. */
export const enActivity = {
  activity: {
    assigned: (name: string, by: string) => `Assigned to *${name}* by ${by}`,
    claimed: (name: string) => `*${name}* took it`,
    unassigned: (by: string) => `Back to the queue, by ${by}`,
    closed: (by: string) => `Closed by *${by}*`,
    reopened: (by: string) => `Reopened by *${by}*`,
    woken: 'Woke up: its time came',
    snoozed: (until: string, by: string) => `Snoozed until *${until}* by ${by}`,
    takenOver: (by: string, from: string) => `*${by}* took the reply over from ${from}`,
    sentAnyway: (by: string) => `*${by}* answered, having seen another answer`,
    number: {
      passedOn: '*The number is somebody else’s now*: another WhatsApp id wrote',
      taken: (when: string) => `*Somebody new on a known number*: until ${when} it was somebody else’s`,
      joined: (by: string) => `Put together by *${by}*: one person after all`,
      joinedByProvider: 'Put together: WhatsApp says it is the same person',
      moved: (who: string) => `*The number is now ${who}’s*, says WhatsApp`,
      parted: (by: string) => `Taken apart again by *${by}*: two people`,
    },
    marketing: {
      stopped: '*No more marketing messages for this customer.*',
      by: {
        setting: 'They said so in WhatsApp.',
        refusal: 'WhatsApp told us when it refused one.',
        button: 'They tapped the button that stops promotions.',
        words: 'They wrote so.',
      },
      resumed: '*Marketing messages are welcome again.*',
      resumedBy: {
        setting: 'They said so in WhatsApp.',
        button: 'They tapped the button that starts promotions.',
        words: 'They wrote so.',
      },
    },
    identityChanged: 'The customer’s number or id changed',
    call: {
      missed: '*Missed call*',
      called: 'Called',
      talked: (minutes: number) => `Called, ${minutes} min`,
    },
    other: (by: string) => `Changed by ${by}`,
  },
  notice: {
    closed: 'Closed for everyone',
    snoozed: (until: string) => `Snoozed until ${until}`,
    assigned: (name: string) => `Assigned to ${name}`,
    unassigned: 'Back in the queue',
    markedUnread: 'Marked unread, for you',
    copied: 'Copied',
    notFound: 'This conversation is not here, or not yours to see.',
    backToInbox: 'Back to the inbox',
  },
  lost: {
    notHere: { title: 'This page is not here', line: 'The address may be mistyped, or the page has moved.' },
    broken: { title: 'This page could not be shown', line: 'Reload it. What you wrote is kept.' },
  },
  snooze: {
    title: 'Snooze until',
    inAnHour: 'In an hour',
    thisEvening: 'This evening',
    tomorrow: 'Tomorrow morning',
    monday: 'Monday morning',
  },
  paused: {
    line: (name: string) =>
      `${name} cannot send: WhatsApp refuses the connection. Replies wait and keep their order.`,
    ask: 'Ask an admin.',
    resume: 'It is mended: send what waits',
  },
  assign: { me: 'Me', nobody: 'Nobody: back to the queue', people: 'People' },
};
