import type { HealthFigure, HealthLevel } from '#schema/domain/health-figures.ts';

type FigureWords = { name: string; normal: string; wayOut: string };

/** English for the page that says whether everything behind the screen keeps up. */
export const enHealth = {
  health: {
    whole: {
      ok: 'Everything keeps up.',
      soon: 'Something is to be watched.',
      bad: 'Something needs you now.',
      unknown: 'Something cannot be read.',
    } satisfies Record<HealthLevel, string>,
    levels: { ok: 'Fine', soon: 'Watch', bad: 'Act', unknown: 'Unknown' } satisfies Record<
      HealthLevel,
      string
    >,
    readAt: (time: string) => `Read at ${time}, again every few seconds.`,
    stale: (time: string) => `The server does not answer. This is what it said at ${time}.`,
    normally: (normal: string) => `Normally ${normal}`,
    none: 'None',
    quiet: 'Nothing lately',
    unread: 'Cannot be read',
    up: 'Answers',
    down: 'Does not answer',
    managersOnly: 'Health is for managers and admins.',
    underSecond: 'under 1 s',
    milliseconds: (n: string) => `${n} ms`,

    groups: { hops: 'Is it alive', messages: 'Messages', doors: 'WhatsApp’s door', machine: 'The machine' },
    figures: {
      workerBeatMs: {
        name: 'The worker’s last sign of life',
        normal: 'under 5 seconds ago',
        wayOut: 'Nothing is sent or read in without it. Start Kazi again on the server.',
      },
      syncDown: {
        name: 'The sync engine',
        normal: 'answers',
        wayOut: 'Screens stand still without it. It restarts by itself; after a minute start Kazi again.',
      },
      screenBeatMs: {
        name: 'How old this screen is',
        normal: 'under 5 seconds',
        wayOut: 'Only this device lags: look at its connection, then load the page again.',
      },
      oldestEventMs: {
        name: 'Longest wait of a message from WhatsApp to appear',
        normal: 'none waits longer than 10 seconds',
        wayOut: 'They are kept, none is lost. If it grows, the worker is stuck: start Kazi again.',
      },
      failedEvents: {
        name: 'Events that could not be understood',
        normal: 'none',
        wayOut: 'Open Settings, Events: each says why, and can be tried again.',
      },
      oldestSendingMs: {
        name: 'Longest time a message has been leaving',
        normal: 'under 30 seconds',
        wayOut: 'WhatsApp is slow or cannot be reached. What is behind it waits in order.',
      },
      oldestUnconfirmedMs: {
        name: 'Oldest message without proof that it left',
        normal: 'none, or under 5 minutes',
        wayOut: 'Open the view Failed or unconfirmed: look on the phone, then mark or send again.',
      },
      failedJobs: {
        name: 'Background work that was given up',
        normal: 'none',
        wayOut: 'Tell whoever keeps the server: the log says which and why.',
      },
      webhookP50Ms: {
        name: 'Half of WhatsApp’s calls are answered within',
        normal: 'under a tenth of a second',
        wayOut: 'The database is slow. Look at the disk below and at what else the server does.',
      },
      webhookP99Ms: {
        name: 'All but one in a hundred are answered within',
        normal: 'under half a second',
        wayOut: 'The database is slow at times. Beyond 5 seconds WhatsApp begins to repeat itself.',
      },
      badSignatures: {
        name: 'Calls with a false signature in the last hour',
        normal: 'none',
        wayOut:
          'None got in. A few are strangers trying; many mean the app secret here is not the one at Meta.',
      },
      throttles: {
        name: 'Times WhatsApp asked us to slow down in the last hour',
        normal: 'none',
        wayOut: 'Messages wait and go out later. If it goes on, send campaigns more slowly.',
      },
      slowedNumbers: {
        name: 'Numbers that send more slowly than they may',
        normal: 'none',
        wayOut:
          'WhatsApp found them too fast. They have their speed again within minutes; Settings, WhatsApp numbers says when.',
      },
      retainedWalBytes: {
        name: 'Changes the sync engine has yet to fetch',
        normal: 'under 500 MB',
        wayOut: 'The sync engine is behind and the disk fills up. Start Kazi again.',
      },
      diskFreeBytes: {
        name: 'Room left on the disk',
        normal: 'over 5 GB',
        wayOut: 'A full disk stops everything. Free some room, or keep events for fewer days.',
      },
    } satisfies Record<HealthFigure, FigureWords>,
  },
};
