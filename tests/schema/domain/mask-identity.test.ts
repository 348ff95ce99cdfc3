import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskIdentity } from '#schema/domain/mask-identity.ts';
import type { IdentityKind } from '#schema/tables.gen.ts';

describe('maskIdentity', () => {
  it.each<[kind: IdentityKind, value: string, shown: string]>([
    ['phone', '+254712345678', '+254 7•• ••• 678'],
    ['whatsapp_id', '254712345678', '+254 7•• ••• 678'],
    ['phone', '12345', '•••'],
    ['whatsapp_username', 'amina.m', '@amina.m'],
    ['whatsapp_username', '@amina.m', '@amina.m'],
    ['email', 'amina@example.com', 'a•••@example.com'],
    ['email', '254712345678', '•••'],
    ['whatsapp_user_id', 'KE.10839274655012938', 'KE.•••938'],
  ])('%s %s is shown as %s', (kind, value, shown) => {
    expect(maskIdentity(kind, value)).toBe(shown);
  });

  it('never shows enough of a number to dial it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (phone) => {
        const shown = maskIdentity('phone', phone).replace(/\D/g, '');
        expect(shown.length).toBeLessThanOrEqual(7);
        expect(phone.replace(/\D/g, '').length - shown.length).toBeGreaterThanOrEqual(2);
      }),
    );
  });
});
