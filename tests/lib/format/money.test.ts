import { expect, test } from 'vitest';
import { formatFileSize } from '#lib/format/file-size.ts';
import { formatAmount, formatMoney } from '#lib/format/money.ts';

test('shillings are grouped, and cents shown only when there are any', () => {
  expect(formatMoney(1_015_000, 'KES')).toBe('KSh\u00a010,150');
  expect(formatAmount(150_050)).toBe('1,500.50');
  expect(formatAmount(99)).toBe('0.99');
  expect(formatAmount(123_456_789_00)).toBe('123,456,789');
});

test('a reversal keeps its minus', () => {
  expect(formatMoney(-50_000, 'KES')).toBe('KSh\u00a0−500');
});

test('a currency without a sign of its own keeps its code', () => {
  expect(formatMoney(100, 'USD')).toBe('USD\u00a01');
});

test('file sizes', () => {
  expect(formatFileSize(84_200)).toBe('84 KB');
  expect(formatFileSize(1_440_000)).toBe('1.4 MB');
  expect(formatFileSize(112_000_000)).toBe('112 MB');
  expect(formatFileSize(0)).toBe('0 B');
});
