import { describe, expect, it } from 'vitest';
import { CLOCK_SKEW_MS, ownTime } from '#server/providers/whatsapp/own-time.ts';
import { seededRandom } from '../../../support/seeded-random.ts';

const heardAt = Date.UTC(2026, 10, 20, 12);
const HOUR_MS = 60 * 60 * 1000;

describe('the time by which something counts', () => {
  it.each([
    ['an hour ago', heardAt - HOUR_MS, heardAt - HOUR_MS],
    ['this very moment', heardAt, heardAt],
    ['a clock a little ahead', heardAt + CLOCK_SKEW_MS, heardAt + CLOCK_SKEW_MS],
  ])('is what is said where that can be: %s', (_, said, at) => {
    expect(ownTime({ said, heardAt })).toEqual({ at });
  });

  it.each([CLOCK_SKEW_MS + 1, 3 * HOUR_MS, 5 * 365 * 24 * HOUR_MS])(
    'is when we heard of it, %i ms before it is said to have been; what was said is kept',
    (ahead) => {
      expect(ownTime({ said: heardAt + ahead, heardAt })).toEqual({ at: heardAt, saidAt: heardAt + ahead });
    },
  );

  it('never lies further ahead than two clocks may differ, and is the same looked at twice', () => {
    const random = seededRandom(7);
    for (let n = 0; n < 2_000; n++) {
      const said = Math.trunc(heardAt + (random.next() - 0.5) * 10 ** random.below(13));
      const { at, saidAt } = ownTime({ said, heardAt });
      expect(at).toBeLessThanOrEqual(heardAt + CLOCK_SKEW_MS);
      expect(at).toBeLessThanOrEqual(Math.max(said, heardAt));
      expect(saidAt ?? at).toBe(said);
      expect(ownTime({ said: at, heardAt })).toEqual({ at });
    }
  });
});
