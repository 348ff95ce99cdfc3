import type { IdentityKind } from '../tables.gen.ts';

/**
 * How an identity is shown to people who may not see it whole: enough to recognise, not enough to dial.
 * Phone numbers keep the country code with its next digit and the last three.
 */
export function maskIdentity(kind: IdentityKind, value: string): string {
  if (kind === 'whatsapp_username') return `@${value.replace(/^@/, '')}`;
  if (kind === 'email') return /^.+@/su.test(value) ? value.replace(/^(.).*(@.*)$/su, '$1•••$2') : '•••';
  if (kind === 'whatsapp_user_id' || kind === 'whatsapp_parent_user_id')
    return `${value.slice(0, 3)}•••${value.slice(-3)}`;
  const digits = value.replace(/\D/g, '');
  if (digits.length < 9) return '•••';
  return `+${digits.slice(0, 3)} ${digits.slice(3, 4)}•• ••• ${digits.slice(-3)}`;
}
