import { calendarFrom } from '#schema/domain/business-hours.ts';
import type { BusinessCalendar } from '#schema/domain/business-hours.ts';

const HOUR_MS = 3_600_000;
const DAY = [{ from: 8 * 60, to: 18 * 60 }];

/** Monday to Saturday, eight to six; Sunday stands first. */
export const DEMO_WEEK = { weekly: [[], DAY, DAY, DAY, DAY, DAY, DAY] };

/** What the demo business promises in each of its inboxes. */
export const DEMO_TARGETS = { firstTargetMs: 2 * HOUR_MS, answerTargetMs: 4 * HOUR_MS };

const HOLIDAYS: [string, string][] = [
  ['01-01', 'New Year'],
  ['05-01', 'Labour Day'],
  ['06-01', 'Madaraka Day'],
  ['10-20', 'Mashujaa Day'],
  ['12-12', 'Jamhuri Day'],
  ['12-25', 'Christmas Day'],
];

/** The holidays of this year and the next. */
export function demoHolidays(now: number): { date: string; name: string }[] {
  const years = [0, 1].map((n) => new Date(now).getUTCFullYear() + n);
  return years.flatMap((year) => HOLIDAYS.map(([day, name]) => ({ date: `${year}-${day}`, name })));
}

/** When the demo business is open. */
export function demoCalendar(now: number): BusinessCalendar {
  return calendarFrom({
    timeZone: 'Africa/Nairobi',
    businessHours: DEMO_WEEK,
    holidays: demoHolidays(now),
  });
}
