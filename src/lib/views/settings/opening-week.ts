import type { Holiday, Week } from './routing-acts.ts';

const DAY_MINUTES = 1440;
/** What a new day starts from. */
export const USUAL_DAY = { from: 8 * 60, to: 18 * 60 };

/** Minutes of the day as a clock shows them; the end of a day is "24:00". */
export function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** "08:30", "8.30", "830" or "8" as minutes of the day; null when it is no time. */
export function minuteOf(text: string): number | null {
  const parts = /^(\d{1,2})(?:[:.]?(\d{2}))?$/.exec(text.trim());
  if (!parts) return null;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2] ?? 0)];
  const minute = hours * 60 + minutes;
  return minutes > 59 || minute > DAY_MINUTES ? null : minute;
}

/** Do the spans of a day each end after they begin, one after the other? */
export function isDayInOrder(day: Week[number]): boolean {
  const inOrder = day.toSorted((a, b) => a.from - b.from);
  return inOrder.every((span, n) => span.to > span.from && (n === 0 || span.from >= inOrder[n - 1]!.to));
}

/** Where the next hours of a day begin: after the last, or as usual. */
export function nextSpan(day: Week[number]): { from: number; to: number } {
  const last = Math.max(0, ...day.map((span) => span.to));
  if (last === 0) return USUAL_DAY;
  const from = Math.min(last + 60, DAY_MINUTES - 60);
  return { from, to: Math.min(from + 4 * 60, DAY_MINUTES) };
}

/** Holidays by date, each date once: the last word about it counts. */
export function holidaysInOrder(holidays: readonly Holiday[]): Holiday[] {
  return [...new Map(holidays.map((h) => [h.date, h])).values()].sort((a, b) => (a.date < b.date ? -1 : 1));
}
