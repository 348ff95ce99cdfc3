import { describe, expect, it } from 'vitest';
import {
  clockOf,
  holidaysInOrder,
  isDayInOrder,
  minuteOf,
  nextSpan,
} from '#lib/views/settings/opening-week.ts';
import { conditionSentence, readList, targetSentence } from '#lib/views/settings/rule-sentence.ts';
import { enRouting } from '#lib/i18n/en-routing.ts';

describe('opening hours as they are typed', () => {
  it.each([
    ['08:30', 510],
    ['8.30', 510],
    ['830', 510],
    ['8', 480],
    ['24:00', 1440],
    ['24:01', null],
    ['8:75', null],
    ['asubuhi', null],
    ['', null],
  ])('%s is minute %s', (text, minute) => {
    expect(minuteOf(text)).toBe(minute);
  });

  it('are shown as a clock shows them, to the end of the day', () => {
    expect([0, 510, 1440].map(clockOf)).toEqual(['00:00', '08:30', '24:00']);
  });

  it('must each end after they begin and not overlap, in whatever order they stand', () => {
    const [morning, evening] = [
      { from: 480, to: 720 },
      { from: 840, to: 1080 },
    ];
    expect(isDayInOrder([])).toBe(true);
    expect(isDayInOrder([evening, morning])).toBe(true);
    expect(isDayInOrder([morning, { from: 700, to: 900 }])).toBe(false);
    expect(isDayInOrder([{ from: 720, to: 720 }])).toBe(false);
  });

  it('a second span begins after the first and stays within the day', () => {
    expect(nextSpan([])).toEqual({ from: 480, to: 1080 });
    expect(nextSpan([{ from: 480, to: 720 }])).toEqual({ from: 780, to: 1020 });
    expect(nextSpan([{ from: 480, to: 1380 }])).toEqual({ from: 1380, to: 1440 });
  });

  it('know each holiday once', () => {
    const told = [
      { date: '2026-12-25', name: 'Christmas' },
      { date: '2026-12-12', name: 'Jamhuri' },
      { date: '2026-12-25', name: 'Krismasi' },
    ];
    expect(holidaysInOrder(told).map((h) => h.name)).toEqual(['Jamhuri', 'Krismasi']);
  });
});

describe('a routing rule as it is read', () => {
  const words = enRouting.routing.rules;
  const names = {
    inboxes: new Map([['i', 'Support']]),
    members: new Map([['m', 'Brian']]),
    channels: new Map([['c', 'Shop']]),
    languages: { sw: 'Kiswahili' },
  };

  it('says all it looks at', () => {
    expect(conditionSentence({}, words, names)).toBe('Every conversation');
    expect(
      conditionSentence(
        {
          keywords: ['refund', 'rudisha'],
          channelIds: ['c'],
          tags: ['vip'],
          languages: ['sw'],
          hours: 'shut',
        },
        words,
        names,
      ),
    ).toBe('says “refund” or “rudisha”, on Shop, contact tagged vip, contact speaks Kiswahili, while shut');
  });

  it('says where it sends, and when that is nobody any more', () => {
    expect(targetSentence({ inboxId: 'i', memberId: 'm' }, words, names)).toBe('to Support, for Brian');
    expect(targetSentence({ inboxId: null, memberId: 'x' }, words, names)).toBe(`to ${words.gone}`);
  });

  it('takes words parted by commas, without blanks and repetitions', () => {
    expect(readList(' refund, rudisha ,,refund')).toEqual(['refund', 'rudisha']);
    expect(readList(' , ')).toBeUndefined();
  });
});
