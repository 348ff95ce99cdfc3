import { z } from 'zod';
import { instantAt, wallTime, weekdayOf } from './wall-clock.ts';

const minuteOfDay = z.number().int().min(0).max(1439);
export const quietHoursSchema = z.object({
  from: minuteOfDay,
  /** Not after `from`: on the next day. */
  to: minuteOfDay,
  /** The weekdays on which it begins, Sunday is 0. */
  days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
});

/** Hours in which a person wants to hear nothing, by the wall clock of the business. */
export type QuietHours = z.infer<typeof quietHoursSchema>;

// One after the other, so that a quiet Saturday and a quiet Sunday end on Monday. Quiet for ever ends after a week.
const MOST_SPANS = 7;

/** When the quiet that reigns at `at` ends, an instant in ms; null when there is none. */
export function quietUntil(at: number, quiet: QuietHours | null, timeZone: string): number | null {
  if (quiet === null) return null;
  let until: number | null = null;
  for (let n = 0; n < MOST_SPANS; n++) {
    const next = spanEnd(until ?? at, quiet, timeZone);
    if (next === null) break;
    until = next;
  }
  return until;
}

function spanEnd(at: number, { from, to, days }: QuietHours, timeZone: string): number | null {
  const today = wallTime(at, timeZone).day;
  const ends = [today - 1, today]
    .filter((day) => days.includes(weekdayOf(day)))
    .filter((day) => instantAt({ day, minute: from }, timeZone) <= at)
    .map((day) => instantAt({ day: to > from ? day : day + 1, minute: to }, timeZone))
    .filter((end) => end > at);
  return ends.length === 0 ? null : Math.max(...ends);
}
