export type Loose = Record<string, unknown>;

const EMPTY: Loose = Object.freeze({});

/** Message words: WhatsApp lets people write far beyond what businesses may send. */
export const TEXT_LIMIT = 65_536;
/** Names, titles, descriptions and other short words. */
export const LABEL_LIMIT = 1_024;
/** Ids: a clipped id would be another id, so longer ones are refused, not cut. */
const ID_LIMIT = 512;

/** A plain object, or an empty one for anything else. */
export function looseRecord(value: unknown): Loose {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return EMPTY;
  return value as Loose;
}

/** The objects of a list; everything that is not an object is left out. */
export function looseList(value: unknown, limit = 10_000): Loose[] {
  if (!Array.isArray(value)) return [];
  const records: Loose[] = [];
  for (const entry of value.slice(0, limit)) {
    if (typeof entry === 'object' && entry !== null && !Array.isArray(entry)) records.push(entry as Loose);
  }
  return records;
}

/**
 * Text, or null when it is missing, empty or no text. Numbers become text.
 * NUL and half surrogate pairs are mended here because Postgres refuses both.
 */
export function looseText(value: unknown, limit = LABEL_LIMIT): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return decimalText(value);
  if (typeof value !== 'string' || value === '') return null;
  const text = value.slice(0, limit).replaceAll('\u0000', '').toWellFormed();
  return text === '' ? null : text;
}

/** An identifier, or null. Absent, null and empty mean the same to every caller. */
export function looseId(value: unknown): string | null {
  const text = looseText(value, ID_LIMIT + 1)?.trim();
  return text === undefined || text === '' || text.length > ID_LIMIT ? null : text;
}

/** Digits of a phone number without plus, or null: a business-scoped id in a phone field is not a phone. */
export function loosePhone(value: unknown): string | null {
  const text = looseText(value, 64);
  if (text === null) return null;
  const digits = text.replace(/[\s()+.-]/g, '');
  return /^\d{5,15}$/.test(digits) && !/[a-z]/i.test(text) ? digits : null;
}

export function looseNumber(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

export function looseBoolean(value: unknown): boolean {
  return value === true || value === 'true';
}

/** Instant in ms from unix seconds (text or number); milliseconds are recognised by their size. */
export function looseInstant(value: unknown): number | null {
  const number = looseNumber(value);
  if (number === null || number <= 0) return null;
  const at = Math.trunc(number >= 100_000_000_000 ? number : number * 1000);
  return at < 4_102_444_800_000 ? at : null;
}

/** Decimal text of a JSON number or numeric text, never in exponent form; "0" for anything else. */
export function looseDecimal(value: unknown): string {
  const number = looseNumber(value);
  if (number === null) return '0';
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(value.trim())) return value.trim();
  return decimalText(number);
}

function decimalText(number: number): string {
  const text = String(number);
  if (!text.includes('e')) return text;
  return Number.isInteger(number) ? BigInt(number).toString() : number.toFixed(9).replace(/\.?0+$/, '');
}
