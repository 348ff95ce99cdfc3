import { expect, test } from 'vitest';
import { hueOf, initialsOf } from '#lib/format/avatar.ts';

test('initials are first and last name, skipping the little words', () => {
  expect(initialsOf('Joseph Mwangi')).toBe('JM');
  expect(initialsOf('Njeri wa Ruaka')).toBe('NR');
  expect(initialsOf('BluePalm Serviced Flats')).toBe('BF');
  expect(initialsOf('Mercy')).toBe('M');
});

test('a bare number has no initials', () => {
  expect(initialsOf('+254 7•• ••• 193')).toBe('');
  expect(initialsOf('   ')).toBe('');
});

test('names made of emoji or other scripts do not break in half', () => {
  expect(initialsOf('🌸 Fatuma 🌸')).toBe('F');
  expect(initialsOf('Ǆemal')).toBe('Ǆ');
});

test('a hue stays with its id and stays in range', () => {
  expect(hueOf('contact-1')).toBe(hueOf('contact-1'));
  for (const id of ['', 'a', 'b', '0192f3c8-8b1e-7c11-9c53-9a1f']) {
    expect(hueOf(id)).toBeGreaterThanOrEqual(0);
    expect(hueOf(id)).toBeLessThan(360);
  }
});
