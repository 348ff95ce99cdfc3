import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareAt, slowDown, slowedNow, slowedPace } from '#schema/domain/send-slowdown.ts';
import type { Slowdown } from '#schema/domain/send-slowdown.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const AT = Date.UTC(2026, 10, 20, 8);
const SECOND = 1_000;

describe('a number that was found too fast', () => {
  it('goes half as fast, after a second of nothing', () => {
    const slowed = slowDown(null, { now: AT });
    expect(slowed).toEqual({ share: 0.5, at: AT, holdUntil: AT + SECOND });
    expect(slowedPace(80, { slowdowns: [slowed], now: AT })).toEqual({ sendsPerSecond: 40, holdMs: SECOND });
  });

  it('gets its speed back little by little, and all of it', () => {
    const slowed = slowDown(null, { now: AT });
    const shares = [0, 10, 25, 50, 3_600].map((s) => shareAt(slowed, AT + s * SECOND));
    expect(shares.map((share) => Math.round(share * 100))).toEqual([50, 60, 75, 100, 100]);
  });

  it('is not slowed again by calls that were under way together', () => {
    const slowed = slowDown(null, { now: AT });
    expect(slowDown(slowed, { now: AT + 1_999 })).toEqual(slowed);
    expect(slowDown(slowed, { now: AT + 2_000 }).share).toBeCloseTo(0.26);
  });

  it('waits as long as the provider asks, also when only the second of them names a time', () => {
    const slowed = slowDown(null, { now: AT });
    expect(slowDown(slowed, { now: AT + 10, retryAfterMs: 30 * SECOND })).toEqual({
      ...{ share: 0.5, at: AT, holdUntil: AT + 10 + 30 * SECOND },
    });
  });

  it('is never stopped for good, and never faster than it was set', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20 * SECOND), { maxLength: 60 }), (gaps) => {
        let slowdown: Slowdown | null = null;
        let now = AT;
        for (const gap of gaps) {
          now += gap;
          const before = shareAt(slowdown, now);
          slowdown = slowDown(slowdown, { now });
          const after = shareAt(slowdown, now);
          expect(after).toBeLessThanOrEqual(before);
          expect(after).toBeGreaterThanOrEqual(0.05);
          expect(slowdown.holdUntil).toBeLessThanOrEqual(now + SECOND);
        }
        expect(shareAt(slowdown, now + 100 * SECOND)).toBe(1);
      }),
    );
  });

  it('goes as slowly as the slowest of its number, its account and our app', () => {
    const number = { share: 0.8, at: AT, holdUntil: AT };
    const account = { share: 0.25, at: AT, holdUntil: AT + 3 * SECOND };
    expect(slowedPace(80, { slowdowns: [number, account], now: AT })).toEqual({
      ...{ sendsPerSecond: 20, holdMs: 3 * SECOND },
    });
    expect(slowedPace(80, { slowdowns: [], now: AT })).toEqual({ sendsPerSecond: 80, holdMs: 0 });
  });

  it('finds what the provider takes: most of it is used, and few calls are refused', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      const takes = 15 + Math.floor(random.next() * 50);
      const { used, refused } = play({ takes, isSlowed: true, random });
      expect(used, `seed ${seed}, ${takes}/s`).toBeGreaterThan(0.6);
      expect(refused, `seed ${seed}, ${takes}/s`).toBeLessThan(0.05);
      // Without it every call above the limit is refused again and again.
      expect(play({ takes, isSlowed: false, random }).refused).toBeGreaterThan(0.15);
    }
  });
});

/** Five minutes of a number set to 80 a second at a provider that takes fewer. Shares of what it takes and of our calls. */
function play({
  takes,
  isSlowed,
  random,
}: {
  takes: number;
  isSlowed: boolean;
  random: ReturnType<typeof seededRandom>;
}): { used: number; refused: number } {
  const [seconds, stepMs] = [300, 20];
  let [theirs, ours, taken, refused] = [takes, 0, 0, 0];
  let slowdown: Slowdown | null = null;
  for (let now = AT; now < AT + seconds * SECOND; now += stepMs) {
    theirs = Math.min(takes, theirs + (takes * stepMs) / SECOND);
    const slowdowns = isSlowed && slowdown ? [slowdown] : [];
    const { sendsPerSecond, holdMs } = slowedPace(80, { slowdowns, now });
    ours = Math.min(sendsPerSecond / 2, ours + (sendsPerSecond * stepMs) / SECOND);
    if (holdMs > 0) continue;
    while (ours >= 1 && random.chance(0.9)) {
      ours--;
      if (theirs >= 1) {
        theirs--;
        taken++;
        continue;
      }
      refused++;
      slowdown = slowDown(slowdown, { now });
    }
  }
  return { used: taken / (takes * seconds), refused: refused / (taken + refused) };
}

describe('what is told of a number that goes slower', () => {
  const of = (scope: 'number' | 'account' | 'app', slowdown: Slowdown) => ({ ...slowdown, scope });
  const slowed = slowDown(null, { now: AT });

  it('is nothing while it was never slowed, and again once it is whole', () => {
    expect(slowedNow(80, { slowdowns: [], now: AT })).toBeNull();
    expect(slowedNow(80, { slowdowns: [of('app', slowed)], now: AT + 50 * SECOND })).toBeNull();
  });

  it('is how fast it goes now, who holds it back most, since when and until when', () => {
    const slower = slowDown(slowed, { now: AT + 5 * SECOND });
    const slowdowns = [of('app', slowed), of('number', slower)];
    expect(slowedNow(80, { slowdowns, now: AT + 5 * SECOND })).toMatchObject({ sendsPerSecond: 0 });
    const now = AT + 15 * SECOND;
    const told = slowedNow(80, { slowdowns, now })!;
    expect(told).toMatchObject({ scope: 'number', since: AT + 5 * SECOND });
    expect(told.sendsPerSecond).toBeCloseTo(80 * shareAt(slower, now));
    expect(slowedNow(80, { slowdowns, now: told.wholeAt - SECOND })).not.toBeNull();
    expect(slowedNow(80, { slowdowns, now: told.wholeAt })).toBeNull();
  });
});
