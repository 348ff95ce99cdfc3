import { createHash, randomBytes } from 'node:crypto';

/** A new link's secret part and what is kept of it. */
export function makeToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashToken(token) };
}

/** Links are looked up by this, so that how long an answer takes says nothing about the secret. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
