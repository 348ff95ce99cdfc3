/** How one try to send ended, in the words the outbox decides by. */
export type SendResult =
  | { kind: 'sent' }
  | {
      kind: 'refused';
      class: string;
      scope?: string;
      retryLimit?: number;
      minDelayMs?: number;
      retryAfterMs?: number | null;
    }
  | { kind: 'unavailable' }
  | { kind: 'unknown' };

export type SendDecision =
  | { next: 'done' }
  | { next: 'again'; delayMs: number }
  | { next: 'unconfirmed' }
  | { next: 'failed' }
  /** Nothing is wrong with the message: the channel cannot send until a person mends it. The queue is kept. */
  | { next: 'pauseChannel' };

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 5 * 60_000;
const UNREACHABLE_LIMIT = 20;
const THROTTLE_LIMIT = 60;

/** 1 s, 2 s, 4 s … never more than five minutes. `attempts` counts tries already made. */
export function backOffMs(attempts: number, firstMs = FIRST_DELAY_MS): number {
  return Math.min(LONGEST_DELAY_MS, firstMs * 2 ** Math.max(0, attempts - 1));
}

/**
 * What becomes of an outbox item after a try? Only a certain "no" may be tried again by machine; a lost answer never is,
 * because the provider has no idempotency key and the customer would read it twice.
 */
export function sendDecision(result: SendResult, attempts: number): SendDecision {
  if (result.kind === 'sent') return { next: 'done' };
  if (result.kind === 'unknown') return { next: 'unconfirmed' };
  if (result.kind === 'unavailable') {
    return attempts < UNREACHABLE_LIMIT
      ? { next: 'again', delayMs: backOffMs(attempts) }
      : { next: 'failed' };
  }
  if (result.class === 'config') return { next: 'pauseChannel' };
  const asked = Math.max(result.minDelayMs ?? 0, result.retryAfterMs ?? 0);
  if (result.class === 'throttle') {
    if (attempts >= THROTTLE_LIMIT) return { next: 'failed' };
    // The provider asks for 4^n seconds between tries to one person who was written to too often.
    const own =
      result.scope === 'pair'
        ? Math.min(LONGEST_DELAY_MS, 1_000 * 4 ** Math.min(attempts, 4))
        : backOffMs(attempts);
    return { next: 'again', delayMs: Math.max(own, asked) };
  }
  if (result.class === 'retry' && attempts <= (result.retryLimit ?? 3)) {
    return { next: 'again', delayMs: Math.max(backOffMs(attempts, 2_000), asked) };
  }
  return { next: 'failed' };
}
