import { describe, expect, it } from 'vitest';
import { addBusinessMs } from '#schema/domain/business-hours.ts';
import { waitLevel } from '#schema/domain/wait-level.ts';
import { buildDemo } from '#server/seed/content/build-demo.ts';
import { demoCalendar } from '#server/seed/demo-hours.ts';
import { mergeThreads } from '#server/seed/merge-threads.ts';
import { retimeWaits, targetOf, waitingSince } from '#server/seed/retime-waits.ts';

const HOUR = 3_600_000;

function seededAt(now: number) {
  let count = 0;
  const demo = buildDemo({ now, newId: () => `id-${(count += 1)}` });
  return retimeWaits(mergeThreads(demo.conversations), now);
}

/** Nairobi is three hours ahead. 24 November 2026 is a Tuesday. */
const at = (text: string) => Date.parse(`${text}+03:00`);

const STARTS = [
  ['Monday, as the doors open', at('2026-11-23T08:01')],
  ['Tuesday at five past eight', at('2026-11-24T08:05')],
  ['Tuesday before noon', at('2026-11-24T11:20')],
  ['Tuesday just before closing', at('2026-11-24T17:55')],
  ['the middle of the night', at('2026-11-25T01:00')],
  ['Saturday evening', at('2026-11-28T19:00')],
  ['Sunday at noon', at('2026-11-22T12:00')],
  ['Christmas', at('2026-12-25T10:00')],
] as const;

describe('the demo business, whenever it begins', () => {
  it.each(STARTS)('%s: a fifth is late, a few nearly, most on time', (_, now) => {
    const calendar = demoCalendar(now);
    const levels = { none: 0, onTime: 0, soon: 0, late: 0 };
    for (const c of seededAt(now)) {
      const since = waitingSince(c);
      if (since === null) continue;
      const dueAt = addBusinessMs(since, targetOf(c), calendar);
      levels[waitLevel({ waitingOn: 'us', waitingSince: since, dueAt }, { now })]++;
    }
    const all = levels.late + levels.soon + levels.onTime;
    expect(all).toBeGreaterThanOrEqual(20);
    expect(levels.late / all).toBeGreaterThan(0.12);
    expect(levels.late / all).toBeLessThan(0.28);
    expect(levels.onTime / all).toBeGreaterThan(0.5);
    // What is due after the night is not due soon.
    const staysOpen = addBusinessMs(now, HOUR / 2, calendar) === now + HOUR / 2;
    if (staysOpen) expect(levels.soon).toBeGreaterThanOrEqual(2);
  });

  it.each(STARTS)('%s: every thread stays in order, in the past and its own', (_, now) => {
    let count = 0;
    const demo = buildDemo({ now, newId: () => `id-${(count += 1)}` });
    const before = new Map(mergeThreads(demo.conversations).map((c) => [c.key, c]));
    for (const c of seededAt(now)) {
      expect(c.messages.map((m) => m.text)).toEqual(before.get(c.key)!.messages.map((m) => m.text));
      const times = c.messages.map((m) => m.at);
      for (let n = 1; n < times.length; n++) expect(times[n], c.key).toBeGreaterThan(times[n - 1]!);
      expect(times.at(-1), c.key).toBeLessThan(now);
      for (const a of c.activities) expect(a.at, c.key).toBeLessThanOrEqual(now);
    }
  });

  it('leaves most customers answerable: they wrote within a day', () => {
    const now = at('2026-11-24T11:20');
    const open = seededAt(now).filter((c) => c.status === 'open');
    const fresh = open.filter(
      (c) => now - c.messages.findLast((m) => m.direction === 'inbound')!.at < 24 * HOUR,
    );
    expect(fresh.length / open.length).toBeGreaterThan(0.8);
  });
});
