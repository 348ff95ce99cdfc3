import { dateFormat, type FormatContext } from './locale.ts';

const WEEKDAYS = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  sw: ['Jumapili', 'Jumatatu', 'Jumanne', 'Jumatano', 'Alhamisi', 'Ijumaa', 'Jumamosi'],
} as const;

const SHORT_WEEKDAYS = {
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  sw: ['Jpi', 'Jtt', 'Jnn', 'Jtn', 'Alh', 'Iju', 'Jmo'],
} as const;

const MONTHS = {
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
  sw: [
    'Januari',
    'Februari',
    'Machi',
    'Aprili',
    'Mei',
    'Juni',
    'Julai',
    'Agosti',
    'Septemba',
    'Oktoba',
    'Novemba',
    'Desemba',
  ],
} as const;

const DAY_WORDS = {
  en: { today: 'Today', yesterday: 'Yesterday' },
  sw: { today: 'Leo', yesterday: 'Jana' },
} as const;

const DAY_MS = 86_400_000;

/** The calendar parts of an instant in a zone. `dayNumber` counts days, so that neighbours differ by one. */
export type CalendarParts = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
  dayNumber: number;
};

/** Zones change their offset on the quarter of an hour at the finest. */
const QUARTER_MS = 15 * 60_000;
const OFFSETS_KEPT = 4_000;
const OFFSETS = new Map<string, number>();

/** How far a zone is ahead of UTC at an instant, ms. Asking `Intl` is dear, and a list of times asks for few quarters. */
function zoneOffsetMs(at: number, timeZone: string): number {
  const key = `${timeZone} ${Math.floor(at / QUARTER_MS)}`;
  const known = OFFSETS.get(key);
  if (known !== undefined) return known;
  const parts: Record<string, number> = {};
  const format = dateFormat(timeZone, {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  for (const part of format.formatToParts(quarter)) parts[part.type] = Number(part.value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  const offsetMs = Date.UTC(year, month - 1, day, hour, minute) - quarter;
  if (OFFSETS.size >= OFFSETS_KEPT) OFFSETS.clear();
  OFFSETS.set(key, offsetMs);
  return offsetMs;
}

/** Splits an instant (ms) into the parts a wall calendar in `timeZone` would show. */
export function calendarParts(at: number, timeZone: string): CalendarParts {
  const wall = new Date(at + zoneOffsetMs(at, timeZone));
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    weekday: wall.getUTCDay(),
    dayNumber: Math.floor(wall.getTime() / DAY_MS),
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function shortMonth(month: number, context: FormatContext): string {
  return (MONTHS[context.locale][month - 1] ?? '').slice(0, 3);
}

/** "08:12". */
export function formatClock(at: number, context: FormatContext): string {
  const parts = calendarParts(at, context.timeZone);
  return `${twoDigits(parts.hour)}:${twoDigits(parts.minute)}`;
}

/**
 * The time at the right of a list row: "08:12" today, "Mon 16:05" within the last week ("Mon" when `isBrief`),
 * "12 Sep" this year, "12 Sep 2024" before it.
 */
export function formatListTime(at: number, now: number, context: FormatContext, isBrief = false): string {
  const then = calendarParts(at, context.timeZone);
  const today = calendarParts(now, context.timeZone);
  const daysAgo = today.dayNumber - then.dayNumber;
  const clock = `${twoDigits(then.hour)}:${twoDigits(then.minute)}`;
  if (daysAgo === 0) return clock;
  if (daysAgo > 0 && daysAgo < 7) {
    const weekday = SHORT_WEEKDAYS[context.locale][then.weekday] ?? '';
    return isBrief ? weekday : `${weekday} ${clock}`;
  }
  const date = `${then.day} ${shortMonth(then.month, context)}`;
  return then.year === today.year ? date : `${date} ${then.year}`;
}

/** A moment of the coming days: "16:05" today, "Wed 16:05" within the next week, "2 Dec" after it. */
export function formatComingTime(at: number, now: number, context: FormatContext): string {
  const then = calendarParts(at, context.timeZone);
  const daysAhead = then.dayNumber - calendarParts(now, context.timeZone).dayNumber;
  if (daysAhead === 0) return formatClock(at, context);
  if (daysAhead < 0 || daysAhead > 6) return formatListTime(at, now, context);
  return `${SHORT_WEEKDAYS[context.locale][then.weekday] ?? ''} ${formatClock(at, context)}`;
}

/** A moment to come, said whole and short: "16:05" today, "Wed 2 Dec, 08:00" on another day. */
export function formatAhead(at: number, now: number, context: FormatContext): string {
  const then = calendarParts(at, context.timeZone);
  const clock = formatClock(at, context);
  if (then.dayNumber === calendarParts(now, context.timeZone).dayNumber) return clock;
  const weekday = SHORT_WEEKDAYS[context.locale][then.weekday] ?? '';
  return `${weekday} ${then.day} ${shortMonth(then.month, context)}, ${clock}`;
}

/** A day separator: "Today", "Yesterday", "Saturday 21 November", with the year when it is not this one. */
export function formatDay(at: number, now: number, context: FormatContext): string {
  const then = calendarParts(at, context.timeZone);
  const today = calendarParts(now, context.timeZone);
  const daysAgo = today.dayNumber - then.dayNumber;
  if (daysAgo === 0) return DAY_WORDS[context.locale].today;
  if (daysAgo === 1) return DAY_WORDS[context.locale].yesterday;
  const weekday = WEEKDAYS[context.locale][then.weekday] ?? '';
  const month = MONTHS[context.locale][then.month - 1] ?? '';
  const date = `${weekday} ${then.day} ${month}`;
  return then.year === today.year ? date : `${date} ${then.year}`;
}

/** Day and time in full, for titles: "Monday 23 November 2026, 16:05". */
export function formatInstant(at: number, context: FormatContext): string {
  const then = calendarParts(at, context.timeZone);
  const weekday = WEEKDAYS[context.locale][then.weekday] ?? '';
  const month = MONTHS[context.locale][then.month - 1] ?? '';
  return `${weekday} ${then.day} ${month} ${then.year}, ${twoDigits(then.hour)}:${twoDigits(then.minute)}`;
}

/** "Sunday 11:02", for a moment within the last week or so. */
export function formatWeekdayTime(at: number, context: FormatContext): string {
  const then = calendarParts(at, context.timeZone);
  return `${WEEKDAYS[context.locale][then.weekday] ?? ''} ${twoDigits(then.hour)}:${twoDigits(then.minute)}`;
}

/** A step of something quick: "08:12:03" on the day of `before`, "23 Nov 08:12:03" on another. */
export function formatToTheSecond(at: number, before: number, context: FormatContext): string {
  const then = calendarParts(at, context.timeZone);
  const time = `${formatClock(at, context)}:${twoDigits(Math.floor(at / 1000) % 60)}`;
  if (then.dayNumber === calendarParts(before, context.timeZone).dayNumber) return time;
  return `${then.day} ${shortMonth(then.month, context)} ${time}`;
}
