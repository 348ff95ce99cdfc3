import { maskIdentity } from './mask-identity.ts';

/** How typed digits are looked for among stored numbers. Digits only, except for `masks`. */
export type NumberPatterns = {
  /** The stored number begins with one of these. */
  starts: string[];
  /** The stored number ends with this. */
  end: string | null;
  /** When not null, its masked form must also be one of these. */
  masks: string[] | null;
};

const WHOLE = 9;
const SHOWN = 3;

/**
 * Reads `0712…`, `+254712…`, `712…` and the last digits. Whoever sees numbers masked finds by what the mask shows and by
 * nothing else, so that no series of searches spells out a number: a whole one finds whoever looks the same.
 */
export function numberPatterns(
  typed: string,
  { callingCode, isMasked }: { callingCode: string; isMasked: boolean },
): NumberPatterns | null {
  const digits = typed.replace(/\D/g, '');
  if (digits.length < SHOWN) return null;
  const starts = startsOf(typed, digits, callingCode);
  if (!isMasked) return { starts, end: typed.startsWith('+') ? null : digits, masks: null };
  if (digits.length <= SHOWN + 1) return { starts: [], end: digits.slice(-SHOWN), masks: null };
  if (digits.length < WHOLE) return null;
  const masks = [...new Set(starts.map((start) => maskIdentity('phone', start)))];
  return { starts: [], end: digits.slice(-SHOWN), masks };
}

function startsOf(typed: string, digits: string, callingCode: string): string[] {
  if (typed.startsWith('+')) return [digits];
  if (digits.startsWith('00')) return [digits.slice(2)];
  if (digits.startsWith('0')) return [callingCode + digits.slice(1)];
  return [digits, callingCode + digits];
}
