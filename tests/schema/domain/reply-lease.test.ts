import { describe, expect, it } from 'vitest';
import { leaseHolder, mayReply, REPLY_LEASE_BEAT_MS, REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';

const now = Date.UTC(2026, 10, 20, 12);
const held = { memberId: 'amina', expiresAt: now + 1 };
const ranOut = { memberId: 'amina', expiresAt: now };

describe('who may answer now', () => {
  it.each([
    ['nobody holds it: anyone', null, 'brian', true],
    ['a colleague holds it: not me', held, 'brian', false],
    ['I hold it, from whichever tab: me', held, 'amina', true],
    ['it ran out this very instant: anyone', ranOut, 'brian', true],
  ] as const)('%s', (_, lease, memberId, expected) => {
    expect(mayReply(lease, { memberId, now })).toBe(expected);
  });

  it('a lease that ran out holds nothing', () => {
    expect(leaseHolder(held, now)).toBe('amina');
    expect(leaseHolder(ranOut, now)).toBeNull();
    expect(leaseHolder(undefined, now)).toBeNull();
  });

  it('one missed heartbeat does not lose the reply', () => {
    expect(2 * REPLY_LEASE_BEAT_MS).toBeLessThan(REPLY_LEASE_MS);
  });
});
