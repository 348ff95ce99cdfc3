import { scrubText } from '../log.ts';

const LONGEST = 200_000;
const INDENT = 2;

/** Counts of seconds look like phone numbers; by these keys they are known. */
const INSTANT = /(^|_)(timestamp|time|date|expires?|expiration)(_|$|at$)/i;

/**
 * A stored body for a person's eyes: laid out, with phone numbers and provider ids masked and the secret part of links
 * cut off. What is no JSON is shown as the text it is.
 */
export function maskBody(body: Buffer): string {
  const text = body.toString('utf8');
  let readable: string;
  try {
    readable = JSON.stringify(maskValue(JSON.parse(text)), null, INDENT);
  } catch {
    readable = scrubText(text);
  }
  return readable.length > LONGEST ? `${readable.slice(0, LONGEST)}\n…` : readable;
}

function maskValue(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return maskText(value, key);
  if (typeof value === 'number') {
    const masked = maskText(String(value), key);
    return masked === String(value) ? value : masked;
  }
  if (Array.isArray(value)) return value.map((inner) => maskValue(inner, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [scrubText(name), maskValue(inner, name)]),
  );
}

function maskText(text: string, key: string): string {
  if (INSTANT.test(key) && /^\d{10,13}$/.test(text)) return text;
  return scrubText(text.replace(/^(https?:\/\/[^?#\s]+)[?#]\S*$/, '$1?…'));
}
