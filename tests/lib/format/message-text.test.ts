import { expect, test } from 'vitest';
import { neutraliseBidi, plainMessage, tokeniseMessage } from '#lib/format/message-text.ts';

test('a full stop after a link stays outside it', () => {
  expect(tokeniseMessage('Angalia https://kazi.example/a?b=1. Sawa?')).toEqual([
    { kind: 'text', text: 'Angalia ' },
    { kind: 'link', text: 'https://kazi.example/a?b=1', href: 'https://kazi.example/a?b=1' },
    { kind: 'text', text: '. Sawa?' },
  ]);
});

test('underscores inside a link are not italics', () => {
  expect(tokeniseMessage('www.kazi.example/my_file_name')).toEqual([
    { kind: 'link', text: 'www.kazi.example/my_file_name', href: 'https://www.kazi.example/my_file_name' },
  ]);
});

test('a script address is never a link', () => {
  expect(tokeniseMessage('javascript:alert(1)')).toEqual([{ kind: 'text', text: 'javascript:alert(1)' }]);
});

test('an address that hides its host behind a login is never a link', () => {
  expect(tokeniseMessage('https://mpesa.example@evil.example/').every((token) => token.kind === 'text')).toBe(
    true,
  );
});

test('bold, italic and struck words, also inside one another', () => {
  expect(tokeniseMessage('*Leo _tu_* na ~kesho~')).toEqual([
    { kind: 'text', text: 'Leo ', isBold: true },
    { kind: 'text', text: 'tu', isBold: true, isItalic: true },
    { kind: 'text', text: ' na ' },
    { kind: 'text', text: 'kesho', isStruck: true },
  ]);
});

test('2*3*4 and snake_case_names stay as they were typed', () => {
  expect(plainMessage('2*3*4 snake_case_name * alone')).toBe('2*3*4 snake_case_name * alone');
});

test('code keeps its marks', () => {
  expect(tokeniseMessage('```*a* https://x.example```')).toEqual([
    { kind: 'code', text: '*a* https://x.example' },
  ]);
});

test('markup arrives as words, not as markup', () => {
  expect(tokeniseMessage('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'text', text: '<img src=x onerror=alert(1)>' },
  ]);
});

test('characters that turn text around are removed', () => {
  expect(neutraliseBidi('abc\u202egpj.exe\u2069')).toBe('abcgpj.exe');
});

test('thousands of stars end in good time', () => {
  const text = '*a '.repeat(4_000);
  // Work, not waiting: a busy machine is no fault of ours.
  const before = process.cpuUsage();
  tokeniseMessage(text);
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
});
