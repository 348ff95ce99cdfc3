import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addBusinessMs,
  businessMsBetween,
  calendarFrom,
  isOpen,
  openSpan,
  shutSince,
} from '#schema/domain/business-hours.ts';
import { instantAt, wallTime } from '#schema/domain/wall-clock.ts';

const HOUR = 3_600_000;
const eightToSix = [{ from: 480, to: 1080 }];
const weekly = [[], eightToSix, eightToSix, eightToSix, eightToSix, eightToSix, [{ from: 540, to: 780 }]];
const shop = calendarFrom({
  timeZone: 'Africa/Nairobi',
  businessHours: { weekly },
  holidays: [{ date: '2026-12-14', name: 'Jamhuri, observed' }],
});
/** Nairobi is three hours ahead. */
const at = (text: string) => Date.parse(`${text}+03:00`);
const inBerlin = calendarFrom({ timeZone: 'Europe/Berlin', businessHours: { weekly } });
const inNewYork = calendarFrom({ timeZone: 'America/New_York', businessHours: { weekly } });

describe('business hours', () => {
  it.each([
    ['2026-11-24T10:00', true, 'a Tuesday morning'],
    ['2026-11-24T07:59', false, 'a minute before the doors open'],
    ['2026-11-24T08:00', true, 'as they open'],
    ['2026-11-24T18:00', false, 'as they shut'],
    ['2026-11-28T12:59', true, 'Saturday before one'],
    ['2026-11-29T12:00', false, 'Sunday'],
    ['2026-12-14T12:00', false, 'a holiday on a Monday'],
  ])('%s open: %s, %s', (text, expected) => {
    expect(isOpen(at(text), shop)).toBe(expected);
  });

  it.each([
    ['2026-11-24T10:00', null, 'open'],
    ['2026-11-24T18:00', '2026-11-24T18:00', 'the moment the doors shut'],
    ['2026-11-25T07:59', '2026-11-24T18:00', 'over a night'],
    ['2026-11-29T23:00', '2026-11-28T13:00', 'over a Sunday'],
    ['2026-12-14T12:00', '2026-12-12T13:00', 'over a Sunday and a holiday'],
  ] as [string, string | null, string][])('%s shut since %s, %s', (text, expected) => {
    expect(shutSince(at(text), shop)).toBe(expected === null ? null : at(expected));
  });

  it('a business that never closes is never shut', () => {
    expect(shutSince(at('2026-11-29T12:00'), calendarFrom({ timeZone: 'Africa/Nairobi' }))).toBeNull();
  });

  it.each([
    ['2026-11-24T10:00', 1, '2026-11-24T11:00', 'within a day'],
    ['2026-11-24T17:30', 1, '2026-11-25T08:30', 'over a night'],
    ['2026-11-27T17:30', 1, '2026-11-28T09:30', 'into Saturday'],
    ['2026-11-28T12:30', 1, '2026-11-30T08:30', 'over a Sunday'],
    ['2026-12-12T12:30', 1, '2026-12-15T08:30', 'over a Sunday and a holiday'],
    ['2026-11-24T03:00', 1, '2026-11-24T09:00', 'asked in the night'],
    ['2026-11-24T17:00', 1, '2026-11-24T18:00', 'due exactly as the doors shut'],
  ])('from %s, %s h of business time end at %s (%s)', (from, hours, to) => {
    expect(addBusinessMs(at(from), hours * HOUR, shop)).toBe(at(to));
  });

  it('without hours, or with hours nobody can read, time simply runs', () => {
    for (const businessHours of [
      null,
      undefined,
      { weekly: [] },
      'always',
      { weekly: weekly.map(() => []) },
    ]) {
      const calendar = calendarFrom({ timeZone: 'Africa/Nairobi', businessHours });
      expect(isOpen(at('2026-11-29T03:00'), calendar)).toBe(true);
      expect(addBusinessMs(1_000, HOUR, calendar)).toBe(1_000 + HOUR);
    }
  });

  it('says when the doors shut, or open next', () => {
    expect(openSpan(at('2026-11-24T10:00'), shop)?.closesAt).toBe(at('2026-11-24T18:00'));
    expect(openSpan(at('2026-11-28T14:00'), shop)?.opensAt).toBe(at('2026-11-30T08:00'));
  });

  it('a day on which the clocks change still opens at eight by the wall', () => {
    expect(openSpan(Date.UTC(2026, 2, 29, 22, 30), inBerlin)?.opensAt).toBe(Date.UTC(2026, 2, 30, 6));
    expect(openSpan(Date.UTC(2026, 9, 25, 12), inBerlin)?.opensAt).toBe(Date.UTC(2026, 9, 26, 7));
  });

  const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) });
  const calendars = fc.constantFrom(shop, inBerlin, inNewYork);

  it('what is added can be measured again', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 80 * HOUR }), calendars, (from, ms, calendar) => {
        expect(businessMsBetween(from, addBusinessMs(from, ms, calendar), calendar)).toBe(ms);
      }),
      { numRuns: 300 },
    );
  });

  it('business time never runs faster than time, and two parts make the whole', () => {
    fc.assert(
      fc.property(instants, instants, instants, calendars, (a, b, c, calendar) => {
        const [from, middle, to] = [a, b, c].sort((x, y) => x - y) as [number, number, number];
        if (to - from > 40 * 24 * HOUR) return;
        const whole = businessMsBetween(from, to, calendar);
        expect(whole).toBeLessThanOrEqual(to - from);
        expect(businessMsBetween(from, middle, calendar) + businessMsBetween(middle, to, calendar)).toBe(
          whole,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('the wall clock can be read back, except for an hour that is skipped', () => {
    const zones = fc.constantFrom(
      'Africa/Nairobi',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'UTC',
    );
    fc.assert(
      fc.property(instants, zones, (instant, zone) => {
        const whole = Math.floor(instant / 60_000) * 60_000;
        const wall = wallTime(whole, zone);
        const back = instantAt(wall, zone);
        expect(wallTime(back, zone)).toEqual(wall);
        expect(Math.abs(back - whole)).toBeLessThanOrEqual(HOUR);
      }),
    );
  });

  it('an hour that the clocks skip is the moment after it', () => {
    const day = Date.UTC(2026, 2, 29) / 86_400_000;
    expect(instantAt({ day, minute: 150 }, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
  });
});
