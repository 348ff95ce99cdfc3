import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queueOrder } from '#schema/domain/queue-order.ts';
import type { WaitingOn } from '#schema/tables.gen.ts';

type Line = { waitingOn: WaitingOn; waitingSince: number | null; lastMessageAt: number };

const now = Date.UTC(2026, 10, 20, 12);
const us = (waitingSince: number | null, lastMessageAt = now): Line => ({
  waitingOn: 'us',
  waitingSince,
  lastMessageAt,
});
const them = (lastMessageAt: number): Line => ({
  waitingOn: 'them',
  waitingSince: lastMessageAt,
  lastMessageAt,
});
const nobody = (lastMessageAt: number): Line => ({ waitingOn: 'nobody', waitingSince: null, lastMessageAt });

describe('queueOrder', () => {
  it.each([
    ['whoever waits longest is first', us(now - 2), us(now - 1)],
    ['a customer who waits comes before one whose turn it is', us(now), them(now)],
    ['whose turn it is comes before what is nobody’s turn', them(now - 1_000_000), nobody(now)],
    ['of two that wait on the customer, the livelier is first', them(now), them(now - 1)],
    ['of two that wait on nobody, the livelier is first', nobody(now), nobody(now - 1)],
    ['one that waits since nobody knows when counts from its last message', us(null, now - 5), us(now - 4)],
  ])('%s', (_, first, second) => {
    expect(queueOrder(first)).toBeLessThan(queueOrder(second));
  });

  it('keeps the three groups apart whatever the times of this century', () => {
    const instant = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2099, 0) });
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        expect(queueOrder(us(a))).toBeLessThan(queueOrder(them(b)));
        expect(queueOrder(them(b))).toBeLessThan(queueOrder(nobody(c)));
      }),
    );
  });

  it('fits into a double without losing a millisecond', () => {
    expect(queueOrder(nobody(now)) - queueOrder(nobody(now + 1))).toBe(1);
    expect(Number.isSafeInteger(queueOrder(nobody(1)))).toBe(true);
  });
});
