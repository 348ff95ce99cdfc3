import { expect, test } from 'vitest';
import { formatDuration, formatPlayTime, formatWindowLeft } from '#lib/format/duration.ts';

const english = { locale: 'en' } as const;
const minute = 60_000;
const hour = 60 * minute;

test('a window that shut a second ago is shut, not "0 min"', () => {
  expect(formatWindowLeft(1_000, 2_000, english)).toBeNull();
  expect(formatWindowLeft(null, 0, english)).toBeNull();
});

test('time left is rounded down, so nobody is promised a minute they do not have', () => {
  expect(formatWindowLeft(23 * hour + 55 * minute + 59_999, 0, english)).toBe('23 h 55 min');
  expect(formatWindowLeft(4 * hour, 0, english)).toBe('4 h');
  expect(formatWindowLeft(42 * minute, 0, english)).toBe('42 min');
  expect(formatWindowLeft(59_999, 0, english)).toBe('under 1 min');
});

test('Swahili puts the unit first', () => {
  expect(formatWindowLeft(3 * hour + 5 * minute, 0, { locale: 'sw' })).toBe('saa 3 dk 5');
});

test('ages read as one unit, and a clock that runs back reads as none', () => {
  expect(formatDuration(14_900, english)).toBe('14 s');
  expect(formatDuration(17 * minute, english)).toBe('17 min');
  expect(formatDuration(47 * hour, english)).toBe('1 d');
  expect(formatDuration(-5_000, english)).toBe('0 s');
});

test('recordings', () => {
  expect(formatPlayTime(14_400)).toBe('0:14');
  expect(formatPlayTime(725_000)).toBe('12:05');
  expect(formatPlayTime(3_729_000)).toBe('1:02:09');
});
