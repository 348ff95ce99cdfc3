import { expect, test } from 'vitest';
import { errorSentence } from '#lib/errors/error-sentences.ts';
import { failureSentence } from '#lib/errors/failure-sentences.ts';
import { ERROR_CODES } from '#schema/errors.ts';

test('every refusal says what happened and the way out, in both languages, without shouting', () => {
  for (const locale of ['en', 'sw'] as const) {
    for (const code of ERROR_CODES) {
      const { title, wayOut } = errorSentence(locale, code);
      expect(title, `${locale} ${code}`).toMatch(/\.$/);
      expect(wayOut, `${locale} ${code}`).toMatch(/\.$/);
      expect(`${title}${wayOut}`).not.toMatch(/!|oops|successfully/i);
    }
  }
});

test('a refusal names the colleague when it knows the name', () => {
  expect(errorSentence('en', 'already_claimed', { name: 'Kevin' }).title).toBe(
    'Kevin claimed this one first.',
  );
  expect(errorSentence('en', 'already_claimed', { name: null }).title).toBe(
    'A colleague claimed this one first.',
  );
});

test('a WhatsApp code nobody has met still gets a sentence and a button', () => {
  expect(failureSentence('en', '999999').wayOut).toContain('retry');
  expect(failureSentence('sw', null).sentence).not.toBe('');
});

test('after 24 hours the way out is a template, not the same message again', () => {
  expect(failureSentence('en', 131047).wayOut).toEqual(['template', 'discard']);
});
