const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What a wall calendar and clock show. `day` counts days since 1970, `weekday` is 0 for Sunday, `minute` is of the day. */
export type WallTime = { day: number; weekday: number; minute: number };

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** How far the wall clock of a zone is ahead of UTC at an instant, ms. */
function offsetMs(at: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatIn(timeZone).formatToParts(at)) parts[type] = Number(value);
  const wall = Date.UTC(
    parts['year']!,
    parts['month']! - 1,
    parts['day']!,
    parts['hour']!,
    parts['minute']!,
    parts['second']!,
  );
  return wall - Math.floor(at / 1000) * 1000;
}

/** The wall time of an instant (ms) in a zone. */
export function wallTime(at: number, timeZone: string): WallTime {
  const wall = at + offsetMs(at, timeZone);
  const day = Math.floor(wall / DAY_MS);
  return { day, weekday: weekdayOf(day), minute: Math.floor((wall - day * DAY_MS) / MINUTE_MS) };
}

/** The weekday of a day number, 0 for Sunday. */
export function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** The instant (ms) at which a zone's clock shows this; a time that a clock change skips is the moment after the skip. */
export function instantAt({ day, minute }: { day: number; minute: number }, timeZone: string): number {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const early = wall - offsetMs(wall - offsetMs(wall, timeZone), timeZone);
  return early + offsetMs(early, timeZone) === wall ? early : wall - offsetMs(early - DAY_MS / 8, timeZone);
}

/** A day number as "2026-12-12". */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
