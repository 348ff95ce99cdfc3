import { describe, expect, it } from 'vitest';
import { failuresEn } from '#lib/errors/failures-en.ts';
import { enChannels } from '#lib/i18n/en-channels.ts';
import { swChannels } from '#lib/i18n/sw-channels.ts';
import { numberRefusal } from '#lib/views/settings/number-refusal.ts';
import type { ErrorCode } from '#schema/errors.ts';

const refused = (code: ErrorCode, key?: string) =>
  numberRefusal({ kind: 'refused', status: 422, refusal: { code, details: key ? { key } : {} } });

describe('why a number was not taken', () => {
  it('is what WhatsApp said, and what to do about it', () => {
    expect(refused('provider_refused', 'tokenInvalid')).toBe(
      'WhatsApp does not accept this token. Generate a new one at Meta, System users, and paste it whole.',
    );
    expect(refused('provider_refused', 'unreachable')).toContain('Try again in a minute');
  });

  it('a reason nobody has a sentence for still has a way out', () => {
    expect(refused('provider_refused', 'policyBlocked')).toBe(
      enChannels.channels.connect.refusals['other']!.join(' '),
    );
  });

  it('a number that is known already, a form that is wrong and a server that is away are told apart', () => {
    const all = [refused('number_taken'), refused('invalid_input')];
    expect(new Set([...all, numberRefusal({ kind: 'unreachable' })]).size).toBe(3);
  });

  it('both languages know the same reasons', () => {
    expect(Object.keys(swChannels.channels.connect.refusals)).toEqual(
      Object.keys(enChannels.channels.connect.refusals),
    );
    expect(failuresEn).toHaveProperty('outOfService');
  });
});
