import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snoozeFromWords } from '#schema/domain/snooze-words.ts';

const timeZone = 'Africa/Nairobi';
/** Tuesday 24 November 2026, 10:20 in Nairobi. */
const now = Date.UTC(2026, 10, 24, 7, 20);

function read(words: string, at = now): string | null {
  const until = snoozeFromWords(words, { now: at, timeZone });
  if (until === null) return null;
  return new Date(until + 3 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

describe('what people type when they put something off', () => {
  it.each([
    ['in 2 hours', '2026-11-24 12:20'],
    ['2h', '2026-11-24 12:20'],
    ['in an hour', '2026-11-24 11:20'],
    ['half an hour', '2026-11-24 10:50'],
    ['in 45 min', '2026-11-24 11:05'],
    ['30m', '2026-11-24 10:50'],
    ['1h30', '2026-11-24 11:50'],
    ['1 hour and 15 minutes', '2026-11-24 11:35'],
    ['in one hour and a half', '2026-11-24 11:50'],
    ['90 minutes from now', '2026-11-24 11:50'],
    ['1.5 hours', '2026-11-24 11:50'],
    ['in 3 days', '2026-11-27 10:20'],
    ['2 weeks', '2026-12-08 10:20'],
    ['in a week', '2026-12-01 10:20'],
    ['tomorrow', '2026-11-25 08:00'],
    ['Tomorrow 14:30', '2026-11-25 14:30'],
    ['tomorrow at 9', '2026-11-25 09:00'],
    ['tomorrow 2', '2026-11-25 14:00'],
    ['tomorrow 2pm', '2026-11-25 14:00'],
    ['9am tomorrow', '2026-11-25 09:00'],
    ['tomorrow evening', '2026-11-25 18:00'],
    ['tomorrow evening at 7', '2026-11-25 19:00'],
    ['day after tomorrow', '2026-11-26 08:00'],
    ['today 16:00', '2026-11-24 16:00'],
    ['this afternoon', '2026-11-24 14:00'],
    ['this evening', '2026-11-24 18:00'],
    ['tonight', '2026-11-24 20:00'],
    ['tonight at 9', '2026-11-24 21:00'],
    ['noon', '2026-11-24 12:00'],
    ['Friday', '2026-11-27 08:00'],
    ['fri 11:15', '2026-11-27 11:15'],
    ['next Friday', '2026-11-27 08:00'],
    ['on Monday morning', '2026-11-30 08:00'],
    ['Tuesday', '2026-12-01 08:00'],
    ['next week', '2026-11-30 08:00'],
    ['next week thursday', '2026-12-03 08:00'],
    ['weekend', '2026-11-28 09:00'],
    ['next month', '2026-12-01 08:00'],
    ['in a month', '2026-12-24 10:20'],
    ['2 months', '2027-01-24 10:20'],
    ['end of the month', '2026-11-30 08:00'],
    ['the 5th', '2026-12-05 08:00'],
    ['2026-12-03 14:00', '2026-12-03 14:00'],
    ['midnight', '2026-11-25 00:00'],
    ['mwezi ujao', '2026-12-01 08:00'],
    ['mwezi ujao tarehe 5 saa nne', '2026-12-05 10:00'],
    ['baada ya mwezi mmoja', '2026-12-24 10:20'],
    ['miezi miwili', '2027-01-24 10:20'],
    ['mwisho wa mwezi', '2026-11-30 08:00'],
    ['28 Nov', '2026-11-28 08:00'],
    ['Nov 28 at 3pm', '2026-11-28 15:00'],
    ['3rd December 10:00', '2026-12-03 10:00'],
    ['5 jan', '2027-01-05 08:00'],
    ['28/11 9', '2026-11-28 09:00'],
    ['9', '2026-11-25 09:00'],
    ['11', '2026-11-24 11:00'],
    ['4pm', '2026-11-24 16:00'],
    ['end of day', '2026-11-24 17:00'],
    ['until 15:45', '2026-11-24 15:45'],
    ['12am tomorrow', '2026-11-25 00:00'],
    ['kesho', '2026-11-25 08:00'],
    ['kesho 9', '2026-11-25 09:00'],
    ['kesho saa 3', '2026-11-25 09:00'],
    ['kesho saa tatu asubuhi', '2026-11-25 09:00'],
    ['kesho saa nane mchana', '2026-11-25 14:00'],
    ['kesho saa nne na nusu', '2026-11-25 10:30'],
    ['kesho jioni', '2026-11-25 18:00'],
    ['kesho saa 12 jioni', '2026-11-25 18:00'],
    ['kesho kutwa', '2026-11-26 08:00'],
    ['jioni', '2026-11-24 18:00'],
    ['leo jioni', '2026-11-24 18:00'],
    ['leo usiku', '2026-11-24 20:00'],
    ['leo saa mbili usiku', '2026-11-24 20:00'],
    ['saa tisa alasiri', '2026-11-24 15:00'],
    ['saa kumi na moja jioni', '2026-11-24 17:00'],
    ['leo saa 9', '2026-11-24 15:00'],
    ['saa 14:30', '2026-11-24 14:30'],
    ['baada ya saa moja', '2026-11-24 11:20'],
    ['baada ya saa 2', '2026-11-24 12:20'],
    ['baada ya saa moja na nusu', '2026-11-24 11:50'],
    ['masaa matatu', '2026-11-24 13:20'],
    ['masaa 3', '2026-11-24 13:20'],
    ['nusu saa', '2026-11-24 10:50'],
    ['dakika 20', '2026-11-24 10:40'],
    ['baada ya dakika kumi', '2026-11-24 10:30'],
    ['siku tatu', '2026-11-27 10:20'],
    ['baada ya wiki moja', '2026-12-01 10:20'],
    ['Ijumaa', '2026-11-27 08:00'],
    ['ijumaa 14:00', '2026-11-27 14:00'],
    ['Ijumaa ijayo', '2026-11-27 08:00'],
    ['jumatatu asubuhi', '2026-11-30 08:00'],
    ['wiki ijayo', '2026-11-30 08:00'],
    ['wikendi', '2026-11-28 09:00'],
    ['tarehe 5', '2026-12-05 08:00'],
    ['tarehe 28 saa 4', '2026-11-28 10:00'],
    ['5 Desemba', '2026-12-05 08:00'],
    ['mpaka kesho', '2026-11-25 08:00'],
    ['hadi Jumamosi 9', '2026-11-28 09:00'],
  ])('%s', (words, expected) => {
    expect(read(words)).toBe(expected);
  });

  it.each([
    ['', 'nothing'],
    ['soon', 'a word without a time'],
    ['when she answers', 'a condition'],
    ['today 9', 'a time that has passed'],
    ['leo', 'today without a time'],
    ['tomorrow 25:00', 'an hour there is not'],
    ['31 November', 'a date there is not'],
    ['kesho saa tatu na samaki', 'a word too many'],
    ['in 9000 days', 'beyond a year'],
    ['13pm', 'a clock there is not'],
  ])('is not guessed at: %s (%s)', (words) => {
    expect(read(words)).toBeNull();
  });

  it('a bare hour in the evening means tomorrow', () => {
    expect(read('9', Date.UTC(2026, 10, 24, 18))).toBe('2026-11-25 09:00');
    expect(read('jioni', Date.UTC(2026, 10, 24, 18))).toBe('2026-11-25 18:00');
  });

  it('days keep the hour when the clocks change', () => {
    const at = Date.UTC(2026, 9, 24, 10);
    expect(snoozeFromWords('in 1 day', { now: at, timeZone: 'Europe/Berlin' })).toBe(
      Date.UTC(2026, 9, 25, 11),
    );
  });

  it('never leads into the past, whatever is typed', () => {
    const word = fc.constantFrom(
      'kesho',
      'saa',
      '9',
      'jioni',
      'in',
      '2',
      'hours',
      'Friday',
      'na nusu',
      ':30',
      'x',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.integer({ min: 0, max: 4e12 }), (words, at) => {
        const until = snoozeFromWords(words.join(' '), { now: at, timeZone });
        expect(until === null || (until > at && Number.isFinite(until))).toBe(true);
      }),
    );
  });
});

it('a month from the last of January is the last of February; nobody is put off by half a month', () => {
  const lastOfJanuary = Date.UTC(2027, 0, 31, 7, 20);
  expect(read('in a month', lastOfJanuary)).toBe('2027-02-28 10:20');
  expect(read('next month', lastOfJanuary)).toBe('2027-02-01 08:00');
  expect(read('mwezi ujao tarehe 30', lastOfJanuary)).toBeNull();
  expect(read('1.5 months')).toBeNull();
  expect(read('13 months')).toBeNull();
});
