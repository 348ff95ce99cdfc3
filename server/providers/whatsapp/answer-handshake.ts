import { createHash, timingSafeEqual } from 'node:crypto';

export type HandshakeAnswer =
  { status: 200; contentType: 'text/plain'; body: string } | { status: 400 | 403; body: string };

/** A challenge is a short number in practice; anything much longer is not Meta asking. */
const MAX_CHALLENGE_LENGTH = 256;

/**
 * What do we answer when Meta verifies the webhook address?
 * 200 with the bare challenge when mode and token fit, 403 when they do not, 400 when it is no handshake at all.
 * The challenge is echoed as plain text, so that it can never be rendered as a page.
 */
export function answerHandshake(query: URLSearchParams, verifyToken: string): HandshakeAnswer {
  const mode = query.get('hub.mode');
  const challenge = query.get('hub.challenge');
  const token = query.get('hub.verify_token');
  if (mode === null && challenge === null && token === null) return { status: 400, body: 'not a handshake' };
  if (mode !== 'subscribe' || token === null || !isSameText(token, verifyToken))
    return { status: 403, body: 'refused' };
  if (challenge === null || challenge === '' || challenge.length > MAX_CHALLENGE_LENGTH) {
    return { status: 400, body: 'no challenge' };
  }
  return { status: 200, contentType: 'text/plain', body: challenge };
}

function isSameText(given: string, expected: string): boolean {
  if (expected === '') return false;
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
