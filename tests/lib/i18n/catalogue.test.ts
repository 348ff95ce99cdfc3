import { expect, test } from 'vitest';
import { enFirstRun } from '#lib/i18n/en-first-run.ts';
import { enSandbox } from '#lib/i18n/en-sandbox.ts';
import { enSettings } from '#lib/i18n/en-settings.ts';
import { en } from '#lib/i18n/en.ts';
import { swFirstRun } from '#lib/i18n/sw-first-run.ts';
import { swSandbox } from '#lib/i18n/sw-sandbox.ts';
import { swSettings } from '#lib/i18n/sw-settings.ts';
import { sw } from '#lib/i18n/sw.ts';

const english = { ...en, ...enSettings, ...enSandbox, ...enFirstRun };
const swahili = { ...sw, ...swSettings, ...swSandbox, ...swFirstRun };

type Leaf = string | ((...values: never[]) => string);

function leaves(part: object, path = ''): [string, Leaf][] {
  return Object.entries(part).flatMap(([key, value]: [string, Leaf | object]) =>
    typeof value === 'object'
      ? leaves(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as [string, Leaf]],
  );
}

function said(leaf: Leaf): string {
  return typeof leaf === 'string' ? leaf : (leaf as (...values: unknown[]) => string)(3, 'Amina', 'Brian');
}

test('Swahili says everything English says, and nothing is left empty', () => {
  expect(
    leaves(swahili)
      .map(([path]) => path)
      .sort(),
  ).toEqual(
    leaves(english)
      .map(([path]) => path)
      .sort(),
  );
  for (const [path, leaf] of [...leaves(english), ...leaves(swahili)]) expect(said(leaf), path).not.toBe('');
});

test('no sentence was left in English', () => {
  const inEnglish = new Map(leaves(english));
  const same = leaves(swahili).filter(([path, leaf]) => {
    const words = said(leaf);
    return words.split(' ').length > 3 && words === said(inEnglish.get(path) ?? '');
  });
  expect(same.map(([path]) => path)).toEqual(['app.poster']);
});

test('one of something is one of something', () => {
  expect(en.media.pages(1)).toBe('1 page');
  expect(en.media.pages(48)).toBe('48 pages');
  expect(sw.media.pages(1)).toBe('Ukurasa 1');
});
