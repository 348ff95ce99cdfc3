import { createHmac, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256=';
const HEADER_LENGTH = PREFIX.length + 64;

/**
 * Was this body signed by the owner of the app secret?
 * The digest covers the raw bytes: Meta signs its own escaped form, so a parsed and re-written body never matches.
 * Anything but `sha256=` and 64 lowercase hex digits is refused before any comparison.
 */
export function isSignatureValid(
  rawBody: Uint8Array,
  header: string | undefined,
  appSecret: string,
): boolean {
  if (appSecret === '' || header === undefined || header.length !== HEADER_LENGTH) return false;
  if (!header.startsWith(PREFIX) || !/^[0-9a-f]{64}$/.test(header.slice(PREFIX.length))) return false;
  const expected = createHmac('sha256', appSecret).update(rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(header.slice(PREFIX.length), 'hex'));
}

/** The header value Meta would send with these bytes. Used by the sandbox and by tests. */
export function signBody(rawBody: Uint8Array | string, appSecret: string): string {
  return PREFIX + createHmac('sha256', appSecret).update(rawBody).digest('hex');
}
