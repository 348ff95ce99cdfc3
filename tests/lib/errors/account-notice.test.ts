import { expect, test } from 'vitest';
import { accountLine, accountSentence, verdictWord } from '#lib/errors/account-notice.ts';
import { enAccount } from '#lib/i18n/en-account.ts';
import { swAccount } from '#lib/i18n/sw-account.ts';

const REFUSED = {
  topic: 'templateStatus',
  subject: 'malipo_yamepokelewa',
  verdict: ['REJECTED', 'INVALID_FORMAT'],
};

test('a refused template is told in the language of whoever reads it', () => {
  expect(accountSentence(enAccount.account, REFUSED)).toBe(
    'Template malipo_yamepokelewa: refused, its form is not right',
  );
  expect(accountSentence(swAccount.account, REFUSED)).toBe(
    'Kiolezo malipo_yamepokelewa: kimekataliwa, muundo wake si sahihi',
  );
});

test('a word WhatsApp invents tomorrow is still readable, and nobody trips over an odd one', () => {
  expect(verdictWord(enAccount.account, 'SOME_NEW_STATE')).toBe('some new state');
  expect(verdictWord(enAccount.account, 'constructor')).toBe('constructor');
  expect(verdictWord(enAccount.account, 'TIER_2K')).toBe('2K people a day');
  expect(accountSentence(enAccount.account, { topic: 'fromNextYear', subject: null, verdict: [] })).toBe(
    'Notice about the account',
  );
});

test('every kind of notice has a name and most have a way out, in both languages', () => {
  for (const words of [enAccount.account, swAccount.account]) {
    expect(Object.keys(words.topics).sort()).toEqual(Object.keys(enAccount.account.topics).sort());
    expect(Object.keys(words.advice).sort()).toEqual(Object.keys(enAccount.account.advice).sort());
    expect(Object.keys(words.verdicts).sort()).toEqual(Object.keys(enAccount.account.verdicts).sort());
    for (const line of Object.values(words.advice)) expect(line).toMatch(/\.$/);
  }
});

test('a paused number says why in the notification list; a mention is none of its business', () => {
  const line = accountLine({ kind: 'channel_paused', data: { reason: 'tokenInvalid' } }, swAccount.account);
  expect(line?.title).toBe('Haiwezi kutuma');
  expect(line?.detail).toContain('ruhusa');
  expect(accountLine({ kind: 'mentioned', data: {} }, enAccount.account)).toBeNull();
});
