import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';
import { z } from 'zod';
import type { IdentityKind } from '#schema/tables.gen.ts';

export type Claim = { kind: IdentityKind; value: string };

const COUNTRY_OF_CURRENCY: Record<string, CountryCode> = {
  KES: 'KE',
  UGX: 'UG',
  TZS: 'TZ',
  RWF: 'RW',
  ETB: 'ET',
  NGN: 'NG',
  GHS: 'GH',
  ZAR: 'ZA',
};

/** Where a number without a country code is dialled from, by the money the workspace counts in. */
export function countryOf(currency: string): CountryCode {
  return COUNTRY_OF_CURRENCY[currency] ?? 'KE';
}

/** A phone number in E.164 (`+254712345678`), null when no such number can be. */
export function normalisePhone(given: string, country: CountryCode): string | null {
  const number = parsePhoneNumberFromString(given, { defaultCountry: country, extract: false });
  return number?.isPossible() ? number.number : null;
}

/** An identity as we keep it, or null when the value cannot be of that kind. */
export function normaliseIdentity(
  { kind, value }: { kind: 'phone' | 'whatsapp_id' | 'email'; value: string },
  country: CountryCode,
): Claim | null {
  if (kind === 'phone') {
    const phone = normalisePhone(value, country);
    return phone ? { kind, value: phone } : null;
  }
  if (kind === 'whatsapp_id') {
    const digits = value.replace(/^\+/, '');
    return /^\d{6,20}$/.test(digits) ? { kind, value: digits } : null;
  }
  const email = value.toLowerCase();
  return z.email().safeParse(email).success ? { kind, value: email } : null;
}

/** The same person under another name: WhatsApp's id is the number without its plus. */
export function twinsOf(claim: Claim): Claim[] {
  if (claim.kind === 'phone') return [claim, { kind: 'whatsapp_id', value: claim.value.slice(1) }];
  if (claim.kind === 'whatsapp_id') return [claim, { kind: 'phone', value: `+${claim.value}` }];
  return [claim];
}

/** Everything somebody may mean who looks for a contact by these characters. */
export function meantBy(given: string, country: CountryCode): Claim[] {
  // In an address an unescaped plus arrives as a space.
  const text = given.trim();
  if (/^[+\d\s().-]+$/.test(text)) {
    const digits = text.replace(/\D/g, '');
    const phone = normalisePhone(text, country);
    const claims = [
      ...(phone ? twinsOf({ kind: 'phone', value: phone }) : []),
      ...twinsOf({ kind: 'whatsapp_id', value: digits }),
    ];
    return [...new Map(claims.map((c) => [`${c.kind}:${c.value}`, c])).values()];
  }
  if (/^[^@\s]+@/.test(text)) return [{ kind: 'email', value: text.toLowerCase() }];
  return [
    { kind: 'whatsapp_user_id', value: text },
    { kind: 'whatsapp_parent_user_id', value: text },
    { kind: 'whatsapp_username', value: text.replace(/^@/, '') },
  ];
}
