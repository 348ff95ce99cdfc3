import { expect, test } from 'vitest';
import { errorsEn } from '#lib/errors/errors-en.ts';
import { errorsSw } from '#lib/errors/errors-sw.ts';
import { failureSentence } from '#lib/errors/failure-sentences.ts';
import { failuresEn } from '#lib/errors/failures-en.ts';
import { failuresSw } from '#lib/errors/failures-sw.ts';
import { ERROR_CODES } from '#schema/errors.ts';
import { WHATSAPP_ERROR_KEYS } from '#server/providers/whatsapp/error-catalogue.ts';
import { readTree } from '../../support/tidy/read-tree.ts';

test('every refusal says what happened and the way out, in both languages, without shouting', () => {
  for (const [locale, words] of Object.entries({ en: errorsEn, sw: errorsSw })) {
    for (const code of ERROR_CODES) {
      const { title, wayOut } = words[code]({});
      expect(title, `${locale} ${code}`).toMatch(/\.$/);
      expect(wayOut, `${locale} ${code}`).toMatch(/\.$/);
      expect(`${title}${wayOut}`).not.toMatch(/!|oops|successfully/i);
    }
  }
});

test('every code is one that somebody may meet: something says it', () => {
  const said = readTree().filter(
    ({ path }) => /^(schema|server|src)\//.test(path) && path !== 'schema/errors.ts',
  );
  expect(ERROR_CODES.filter((code) => !said.some(({ text }) => text.includes(`'${code}'`)))).toEqual([]);
});

test('a refusal names the colleague when it knows the name', () => {
  expect(errorsEn.already_claimed({ name: 'Kevin' }).title).toBe('Kevin claimed this one first.');
  expect(errorsEn.already_claimed({ name: null }).title).toBe('A colleague claimed this one first.');
});

test('a refusal nobody has met still gets a sentence, its code and a button', () => {
  const unmet = failureSentence('en', { key: 'fromNextYear', code: 999_999 });
  expect(unmet.wayOut).toContain('retry');
  expect(unmet.sentence).toContain('999999');
  expect(failureSentence('sw', {}).sentence).not.toBe('');
});

test('after 24 hours the way out is a template, not the same message again', () => {
  expect(failureSentence('en', { key: 'windowShut', code: 131047 }).wayOut).toEqual(['template', 'discard']);
  const reopened = failureSentence('en', { key: 'windowShut', code: 131047 }, { isWindowOpen: true });
  expect(reopened.wayOut).toEqual(['retry', 'template', 'discard']);
  expect(reopened.sentence).toContain('The window is open now');
});

test('every way WhatsApp can refuse has its own sentence and way out, in both languages', () => {
  const told = { en: failuresEn, sw: failuresSw };
  for (const locale of ['en', 'sw'] as const) {
    for (const key of WHATSAPP_ERROR_KEYS) {
      const words = (told[locale] as Record<string, { sentence: string; wayOut: string }>)[key];
      expect(words?.sentence, `${locale} ${key}`).toMatch(/^[^!]+\.$/);
      expect(words?.wayOut, `${locale} ${key}`).toMatch(/^[^!]+\.$/);
    }
    const sentences = Object.values(told[locale]).map(({ sentence }) => sentence.replace(/\d+/g, ''));
    expect(new Set(sentences).size, locale).toBe(sentences.length);
  }
});

test('no sentence about a refusal was left in English', () => {
  const english = new Set(Object.values(failuresEn).flatMap(({ sentence, wayOut }) => [sentence, wayOut]));
  const left = Object.values(failuresSw)
    .flatMap((w) => [w.sentence, w.wayOut])
    .filter((s) => english.has(s));
  expect(left).toEqual([]);
});
