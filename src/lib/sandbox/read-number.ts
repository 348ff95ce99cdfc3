const COUNTRY = '254';

/** A number as a person writes it, as digits with the country in front; empty when left out, null when it is none. */
export function readNumber(text: string): string | null {
  const digits = text.replace(/\D/g, '');
  if (text.trim() === '') return '';
  if (/[^\d\s()+-]/.test(text)) return null;
  const isLocal = !text.trim().startsWith('+') && /^0?[17]\d{8}$/.test(digits);
  const whole = isLocal ? `${COUNTRY}${digits.replace(/^0/, '')}` : digits;
  return /^[1-9]\d{8,14}$/.test(whole) ? whole : null;
}
