import { describe, expect, test } from 'vitest';
import {
  formatAhead,
  formatClock,
  formatDay,
  formatInstant,
  formatComingTime,
  formatListTime,
  formatWeekdayTime,
} from '#lib/format/time.ts';

const nairobi = { locale: 'en', timeZone: 'Africa/Nairobi' } as const;
const kiswahili = { locale: 'sw', timeZone: 'Africa/Nairobi' } as const;
const now = Date.UTC(2026, 10, 24, 11, 26);

describe('times on rows and bubbles', () => {
  test('a message from this morning shows only its time', () => {
    expect(formatListTime(Date.UTC(2026, 10, 24, 5, 12), now, nairobi)).toBe('08:12');
  });

  test('yesterday after midnight in Nairobi is not today because London says so', () => {
    const lateOnMonday = Date.UTC(2026, 10, 23, 20, 59);
    expect(formatListTime(lateOnMonday, now, nairobi)).toBe('Mon 23:59');
    expect(formatListTime(lateOnMonday + 60_000, now, nairobi)).toBe('00:00');
  });

  test('a week-old message shows its date, an old one its year', () => {
    expect(formatListTime(Date.UTC(2026, 10, 17, 9), now, nairobi)).toBe('17 Nov');
    expect(formatListTime(Date.UTC(2024, 8, 12, 9), now, nairobi)).toBe('12 Sep 2024');
  });

  test('a customer whose phone clock runs ahead does not get a weekday from the future', () => {
    expect(formatListTime(Date.UTC(2026, 10, 26, 9), now, nairobi)).toBe('26 Nov');
  });

  test('a moment of the coming days has its weekday and its time, one further off its date', () => {
    expect(formatComingTime(Date.UTC(2026, 10, 24, 20, 59), now, nairobi)).toBe('23:59');
    expect(formatComingTime(Date.UTC(2026, 10, 24, 21), now, nairobi)).toBe('Wed 00:00');
    expect(formatComingTime(Date.UTC(2026, 10, 27, 9), now, kiswahili)).toBe('Iju 12:00');
    expect(formatComingTime(Date.UTC(2026, 11, 2, 9), now, nairobi)).toBe('2 Dec');
  });

  test('when something comes back is said whole, and still fits a phone', () => {
    expect(formatAhead(Date.UTC(2026, 10, 24, 15), now, nairobi)).toBe('18:00');
    expect(formatAhead(Date.UTC(2026, 11, 1, 5), now, nairobi)).toBe('Tue 1 Dec, 08:00');
    expect(formatAhead(Date.UTC(2026, 11, 1, 5), now, kiswahili)).toBe('Jnn 1 Des, 08:00');
  });

  test('Swahili days are Swahili', () => {
    expect(formatDay(now, now, kiswahili)).toBe('Leo');
    expect(formatDay(now - 86_400_000, now, kiswahili)).toBe('Jana');
    expect(formatDay(Date.UTC(2026, 10, 21, 9), now, kiswahili)).toBe('Jumamosi 21 Novemba');
    expect(formatListTime(Date.UTC(2026, 10, 23, 13, 5), now, kiswahili)).toBe('Jtt 16:05');
  });

  test('separators name the day in words', () => {
    expect(formatDay(Date.UTC(2026, 10, 21, 9), now, nairobi)).toBe('Saturday 21 November');
    expect(formatDay(Date.UTC(2025, 10, 21, 9), now, nairobi)).toBe('Friday 21 November 2025');
  });

  test('midnight is 00:00 and never 24:00', () => {
    expect(formatClock(Date.UTC(2026, 10, 23, 21, 0), nairobi)).toBe('00:00');
  });

  test('a title says everything', () => {
    expect(formatInstant(now, nairobi)).toBe('Tuesday 24 November 2026, 14:26');
    expect(formatWeekdayTime(Date.UTC(2026, 10, 22, 8, 2), nairobi)).toBe('Sunday 11:02');
  });
});
