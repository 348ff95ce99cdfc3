import { plural } from './plural.ts';

/** English for how a person is told, and where. */
export const enNotify = {
  notify: {
    device: 'This device',
    push: 'Notify me on this device',
    pushStates: {
      on: 'On. Kazi tells you here even when it is closed.',
      off: 'Kazi can tell you here even when it is closed.',
      blocked:
        'This browser blocks Kazi’s notifications. Open the site settings beside the address, allow notifications, then come back.',
      unsupported: 'This browser cannot show notifications of a page that is closed.',
      install:
        'Add Kazi to the home screen first: tap Share, then Add to Home Screen. Then open it from there.',
    },
    turnOn: 'Turn on',
    turnOff: 'Turn off',
    failed: 'The browser could not be set up for this. Try again in a moment.',
    sound: 'Sound',
    soundLine: 'A short tone on this device when something is for you.',
    what: 'What you are told about',
    whatLine:
      'Everything is in the list behind the bell. Here you choose what also sounds and what reaches your devices.',
    ways: { sound: 'Sound', push: 'Device' },
    wayOf: (topic: string, way: string) => `${topic}: ${way}`,
    topics: {
      mention: { name: 'Mentions', line: 'A colleague names you in a note.' },
      handed: { name: 'Given to you', line: 'A conversation becomes yours.' },
      escalation: { name: 'Decisions', line: 'You are asked to decide, or what you asked is decided.' },
      soon: { name: 'Due soon', line: 'A reply you owe has a quarter of its time left.' },
      late: { name: 'Late', line: 'A promise to a customer is broken.' },
      woken: { name: 'Back from snooze', line: 'A conversation you set aside returns.' },
      failed: { name: 'Not sent', line: 'A message of yours failed or is not confirmed.' },
      account: { name: 'WhatsApp account', line: 'A number stops sending.' },
    },
    when: 'When it is quiet',
    away: 'Only when I am not looking',
    awayLine: 'Neither sound nor device while Kazi is in front of you, unless you are set to away.',
    quiet: 'Quiet hours',
    quietLine: (zone: string) =>
      `No sound, and nothing reaches your devices. Afterwards you get one summary. Times are those of ${zone}.`,
    from: 'From',
    to: 'To',
    days: 'Beginning on',
    nextDay: 'the next day',
    dayNames: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
    dayMarks: ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'],
    summary: (count: number) => plural('en', count, { one: '{n} notification', other: '{n} notifications' }),
    about: (names: string, more: number) => `${names}${more > 0 ? ` and ${more} more` : ''}`,
    generic: 'Something is waiting for you',
  },
};
