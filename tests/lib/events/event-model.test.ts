import { describe, expect, it } from 'vitest';
import { decisionsAbout, holdsLine, mergeEvents, noticeText } from '#lib/events/event-model.ts';
import type { JournalEvent } from '#lib/events/event-model.ts';
import { enEvents } from '#lib/i18n/en-events.ts';
import { en } from '#lib/i18n/en.ts';
import { swEvents } from '#lib/i18n/sw-events.ts';
import { sw } from '#lib/i18n/sw.ts';

function event(over: Partial<JournalEvent>): JournalEvent {
  return {
    id: '1',
    state: 'processed',
    receivedAt: 0,
    processedAt: 0,
    attempts: 1,
    unknownChannel: false,
    unknownNumbers: [],
    bytes: 100,
    reason: null,
    holds: [{ kind: 'message', count: 1 }],
    about: null,
    notices: [],
    ...over,
  };
}

describe('what an event holds, in words', () => {
  it.each([
    [event({ about: 'Amina Mfano' }), 'Message · Amina Mfano', 'Ujumbe · Amina Mfano'],
    [
      event({ holds: [{ kind: 'status', count: 2 }], about: 'played' }),
      '2 statuses · Read',
      'Hali 2 za jumbe · Umesomwa',
    ],
    [
      event({ holds: [{ kind: 'status', count: 1 }], about: 'strange' }),
      'Status · strange',
      'Hali ya ujumbe · strange',
    ],
    [
      event({
        holds: [
          { kind: 'message', count: 3 },
          { kind: 'status', count: 1 },
        ],
      }),
      '3 messages, Status',
      'Jumbe 3, Hali ya ujumbe',
    ],
    [event({ holds: [] }), 'Nothing that can be read', 'Hakuna kinachosomeka'],
  ])('%#', (given, inEnglish, inSwahili) => {
    expect(holdsLine(given, enEvents.events, en.status)).toBe(inEnglish);
    expect(holdsLine(given, swEvents.events, sw.status)).toBe(inSwahili);
  });
});

describe('what a person may decide', () => {
  it.each([
    [event({}), false, false],
    [event({ state: 'pending' }), false, false],
    [event({ state: 'failed' }), true, true],
    [event({ state: 'dismissed' }), true, false],
    [event({ unknownChannel: true }), true, true],
  ])('%#', (given, canRetry, canDismiss) => {
    expect(decisionsAbout(given)).toEqual({ canRetry, canDismiss });
  });
});

describe('the list while it is read again', () => {
  it('is one of each, the newest first by number and not by letter, the fresh word winning', () => {
    const merged = mergeEvents(
      [event({ id: '9' }), event({ id: '10', state: 'failed' })],
      [event({ id: '10', state: 'pending' }), event({ id: '11' })],
    );
    expect(merged.map(({ id, state }) => `${id} ${state}`)).toEqual([
      '11 processed',
      '10 pending',
      '9 processed',
    ]);
  });
});

describe('what WhatsApp says, on the list of events', () => {
  it('is told in the language of whoever reads it', () => {
    const account = { topic: 'accountUpdate', subject: null, verdict: ['DISABLED_UPDATE', 'DISABLE'] };
    const notice = { severity: 'critical' as const, text: 'WhatsApp account: DISABLED_UPDATE', account };
    expect(noticeText(notice, en.account)).toBe('WhatsApp account: sending is switched off, banned');
    expect(noticeText(notice, sw.account)).toBe('Akaunti ya WhatsApp: utumaji umezimwa, imefungiwa');
  });

  it('an error has its sentence; one nobody knows keeps WhatsApp’s own words', () => {
    const known = {
      severity: 'warning' as const,
      text: '131052: x',
      error: { key: 'customerMediaLost', code: 131052 },
    };
    expect(noticeText(known, sw.account)).toMatch(/^Kosa 131052: WhatsApp haikuweza/);
    const unknown = { severity: 'warning' as const, text: '7: odd', error: { key: 'unknown', code: 7 } };
    expect(noticeText(unknown, sw.account)).toBe('7: odd');
  });
});
