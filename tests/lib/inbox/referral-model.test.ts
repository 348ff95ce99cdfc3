import { describe, expect, it } from 'vitest';
import { referralOf } from '#lib/inbox/referral-model.ts';
import type { MessageRow } from '#schema/schema.ts';

const row = (referral?: unknown) =>
  ({ content: { ...(referral !== undefined && { referral }) } }) as MessageRow;

describe('by what somebody came', () => {
  it('is nothing for a message that came by itself', () => {
    expect(referralOf(row())).toBeNull();
    expect(referralOf({ content: null } as MessageRow)).toBeNull();
  });
  it('is the advertisement with its words and a page one may open', () => {
    const ad = { sourceType: 'ad', headline: 'Duvets', body: 'Warm', sourceUrl: 'https://fb.me/x' };
    expect(referralOf(row(ad))).toEqual({
      kind: 'ad',
      headline: 'Duvets',
      body: 'Warm',
      href: 'https://fb.me/x',
      host: 'fb.me',
    });
  });
  it('opens no page that is none, and says little where little is told', () => {
    expect(referralOf(row({ sourceType: 'post', sourceUrl: 'javascript:alert(1)' }))).toEqual({
      kind: 'post',
      headline: '',
      body: '',
      href: null,
      host: '',
    });
  });
});
