import { describe, expect, it } from 'vitest';
import { isPresenceFresh, PRESENCE_BEAT_MS, PRESENCE_TIMEOUT_MS } from '#schema/domain/presence-fresh.ts';

const now = Date.UTC(2026, 10, 20, 12);

describe('isPresenceFresh', () => {
  it.each([
    ['a tab that just beat is here', 0, true],
    ['a tab that missed one beat is still here', 2 * PRESENCE_BEAT_MS, true],
    ['one millisecond before the time-out it is here', PRESENCE_TIMEOUT_MS - 1, true],
    ['at the time-out it is gone', PRESENCE_TIMEOUT_MS, false],
    ['a tab whose clock runs ahead is here', -5_000, true],
  ])('%s', (_, age, expected) => {
    expect(isPresenceFresh({ seenAt: now - age, now })).toBe(expected);
  });
});
