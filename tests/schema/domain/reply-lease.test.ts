import { describe, expect, it } from 'vitest';
import { PERIODIC } from '#jobs/periodic.ts';
import { leaseHolder, mayReply, REPLY_LEASE_BEAT_MS, REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';

const held = { memberId: 'amina' };

describe('who may answer now', () => {
  it.each([
    ['nobody holds it: anyone', null, 'brian', true],
    ['a colleague holds it: not me', held, 'brian', false],
    ['I hold it, from whichever tab: me', held, 'amina', true],
  ] as const)('%s', (_, lease, memberId, expected) => {
    expect(mayReply(lease, memberId)).toBe(expected);
  });

  it('what nobody took nobody holds', () => {
    expect(leaseHolder(held)).toBe('amina');
    expect(leaseHolder(undefined)).toBeNull();
  });

  it('one missed heartbeat does not lose the reply', () => {
    expect(2 * REPLY_LEASE_BEAT_MS).toBeLessThan(REPLY_LEASE_MS);
  });

  it('who is gone has left every screen within fifteen seconds', () => {
    const sweep = PERIODIC.find(({ name }) => name === 'sweep-presence');
    expect(REPLY_LEASE_MS + sweep!.everyMs).toBeLessThan(15_000);
  });
});
