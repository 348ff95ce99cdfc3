import { z } from 'zod';
import { dateOf, instantAt, wallTime, weekdayOf } from './wall-clock.ts';

const minuteOfDay = z.number().int().min(0).max(1440);
const hoursSchema = z.object({
  /** Seven lists of open spans in minutes of the day, Sunday first. */
  weekly: z.array(z.array(z.object({ from: minuteOfDay, to: minuteOfDay }))).length(7),
});
const holidaysSchema = z.array(z.object({ date: z.iso.date(), name: z.string().max(80) }));

/** When a business is open. `weekly` null: always. A holiday is closed from midnight to midnight. */
export type BusinessCalendar = {
  timeZone: string;
  weekly: readonly (readonly { from: number; to: number }[])[] | null;
  holidays: ReadonlySet<string>;
};

type Span = { opensAt: number; closesAt: number };

// A business that is shut this long has no hours to speak of: time then simply runs.
const LONGEST_SHUT_DAYS = 400;

/** The calendar in what a workspace row says. Hours nobody can read count as none: no promise is silently stretched. */
export function calendarFrom(row: {
  timeZone: string;
  businessHours?: unknown;
  holidays?: unknown;
}): BusinessCalendar {
  const hours = hoursSchema.safeParse(row.businessHours);
  const holidays = holidaysSchema.safeParse(row.holidays);
  const isEverOpen = hours.success && hours.data.weekly.some((spans) => spans.some((s) => s.to > s.from));
  return {
    timeZone: row.timeZone,
    weekly: isEverOpen ? hours.data.weekly : null,
    holidays: new Set(holidays.success ? holidays.data.map((h) => h.date) : []),
  };
}

/** The open spans of one day, in order, as instants. */
function spansOf(day: number, calendar: BusinessCalendar): Span[] {
  if (calendar.weekly === null || calendar.holidays.has(dateOf(day))) return [];
  return calendar.weekly[weekdayOf(day)]!.toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => ({
      opensAt: instantAt({ day, minute: from }, calendar.timeZone),
      closesAt: instantAt({ day, minute: to }, calendar.timeZone),
    }))
    .filter((span) => span.closesAt > span.opensAt);
}

/** The span that is open now, or the next one; null when none comes. */
export function openSpan(at: number, calendar: BusinessCalendar): Span | null {
  if (calendar.weekly === null) return null;
  const today = wallTime(at, calendar.timeZone).day;
  for (let day = today; day < today + LONGEST_SHUT_DAYS; day++) {
    const span = spansOf(day, calendar).find((s) => s.closesAt > at);
    if (span) return span;
  }
  return null;
}

/** Is the business open at this instant? */
export function isOpen(at: number, calendar: BusinessCalendar): boolean {
  if (calendar.weekly === null) return true;
  const span = openSpan(at, calendar);
  return span !== null && span.opensAt <= at;
}

/** Since when has the business been shut at this instant? Null while it is open; 0 when it was never open before. */
export function shutSince(at: number, calendar: BusinessCalendar): number | null {
  if (isOpen(at, calendar)) return null;
  const today = wallTime(at, calendar.timeZone).day;
  for (let day = today; day > today - LONGEST_SHUT_DAYS; day--) {
    const ended = spansOf(day, calendar).filter((s) => s.closesAt <= at);
    if (ended.length > 0) return Math.max(...ended.map((s) => s.closesAt));
  }
  return 0;
}

/** The instant at which `durationMs` of open time have passed since `at`. */
export function addBusinessMs(at: number, durationMs: number, calendar: BusinessCalendar): number {
  if (calendar.weekly === null) return at + durationMs;
  let leftMs = durationMs;
  let from = at;
  for (;;) {
    const span = openSpan(from, calendar);
    if (span === null) return at + durationMs;
    const start = Math.max(from, span.opensAt);
    if (start + leftMs <= span.closesAt) return start + leftMs;
    leftMs -= span.closesAt - start;
    from = span.closesAt;
  }
}

/** How much open time lies between two instants, ms; none when they are the wrong way round. */
export function businessMsBetween(from: number, to: number, calendar: BusinessCalendar): number {
  if (to <= from) return 0;
  if (calendar.weekly === null) return to - from;
  let sumMs = 0;
  const last = wallTime(to, calendar.timeZone).day;
  for (let day = wallTime(from, calendar.timeZone).day; day <= last; day++) {
    for (const { opensAt, closesAt } of spansOf(day, calendar))
      sumMs += Math.max(0, Math.min(to, closesAt) - Math.max(from, opensAt));
  }
  return sumMs;
}
