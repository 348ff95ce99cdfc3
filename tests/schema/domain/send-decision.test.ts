import { describe, expect, it } from 'vitest';
import { backOffMs, sendDecision } from '#schema/domain/send-decision.ts';
import type { SendDecision, SendResult } from '#schema/domain/send-decision.ts';

const refused = (
  over: Partial<Extract<SendResult, { kind: 'refused' }>> & { class: string },
): SendResult => ({ kind: 'refused', ...over });

describe('sendDecision', () => {
  it.each<[sentence: string, result: SendResult, attempts: number, next: SendDecision['next']]>([
    ['accepted is done', { kind: 'sent' }, 1, 'done'],
    ['a lost answer is never tried again by machine', { kind: 'unknown' }, 1, 'unconfirmed'],
    ['not even the first time of many', { kind: 'unknown' }, 50, 'unconfirmed'],
    ['a provider that cannot be reached is tried again', { kind: 'unavailable' }, 1, 'again'],
    ['but not for ever', { kind: 'unavailable' }, 20, 'failed'],
    ['a wrong token stops the channel and keeps the queue', refused({ class: 'config' }), 1, 'pauseChannel'],
    ['however often it was tried', refused({ class: 'config' }), 99, 'pauseChannel'],
    ['too fast is slowed down', refused({ class: 'throttle' }), 10, 'again'],
    ['too fast for an hour gives up', refused({ class: 'throttle' }), 60, 'failed'],
    ['a fault of theirs is tried again', refused({ class: 'retry' }), 3, 'again'],
    ['a fault of theirs that stays is a failure', refused({ class: 'retry' }), 4, 'failed'],
    ['one that may be tried once more is, once', refused({ class: 'retry', retryLimit: 1 }), 1, 'again'],
    ['and then no more', refused({ class: 'retry', retryLimit: 1 }), 2, 'failed'],
    ['not on WhatsApp is an outcome, not an error', refused({ class: 'recipient' }), 1, 'failed'],
    ['a template fault is an outcome', refused({ class: 'template' }), 1, 'failed'],
    ['a code nobody knows is not repeated', refused({ class: 'unknown' }), 1, 'failed'],
  ])('%s', (_, result, attempts, next) => {
    expect(sendDecision(result, attempts).next).toBe(next);
  });

  it('waits at least as long as the provider asked', () => {
    const decision = sendDecision(refused({ class: 'throttle', retryAfterMs: 240_000 }), 1);
    expect(decision).toEqual({ next: 'again', delayMs: 240_000 });
  });

  it('one person written to too often is left alone for 4, 16, 64 seconds', () => {
    const delays = [1, 2, 3].map((n) => sendDecision(refused({ class: 'throttle', scope: 'pair' }), n));
    expect(delays.map((d) => (d.next === 'again' ? d.delayMs : null))).toEqual([4_000, 16_000, 64_000]);
  });

  it('no pause grows beyond five minutes', () => {
    for (const attempts of [1, 5, 19, 59]) {
      for (const result of [
        { kind: 'unavailable' } as const,
        refused({ class: 'throttle', scope: 'pair' }),
      ]) {
        const decision = sendDecision(result, attempts);
        if (decision.next === 'again') expect(decision.delayMs).toBeLessThanOrEqual(300_000);
      }
    }
  });
});

describe('backOffMs', () => {
  it('doubles from a second', () => {
    expect([0, 1, 2, 3, 4].map((n) => backOffMs(n))).toEqual([1_000, 1_000, 2_000, 4_000, 8_000]);
  });
});
