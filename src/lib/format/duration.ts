import type { FormatContext } from './locale.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = {
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
  sw: { day: 'siku', hour: 'saa', minute: 'dk', second: 'sek' },
} as const;

// Swahili says the unit first ("saa 3"), English last ("3 h").
function withUnit(value: number, unit: 'day' | 'hour' | 'minute' | 'second', locale: 'en' | 'sw'): string {
  const word = UNITS[locale][unit];
  return locale === 'sw' ? `${word} ${value}` : `${value} ${word}`;
}

/** Roughly how long: "14 s", "17 min", "19 h", "2 d". Negative durations count as none. */
export function formatDuration(durationMs: number, context: Pick<FormatContext, 'locale'>): string {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return withUnit(Math.floor(ms / SECOND_MS), 'second', context.locale);
  if (ms < HOUR_MS) return withUnit(Math.floor(ms / MINUTE_MS), 'minute', context.locale);
  if (ms < DAY_MS) return withUnit(Math.floor(ms / HOUR_MS), 'hour', context.locale);
  return withUnit(Math.floor(ms / DAY_MS), 'day', context.locale);
}

/** Time left in a session window: "23 h 55 min", "42 min", "under 1 min"; null when it is shut or was never open. */
export function formatWindowLeft(
  windowClosesAt: number | null,
  now: number,
  context: Pick<FormatContext, 'locale'>,
): string | null {
  if (windowClosesAt === null || windowClosesAt <= now) return null;
  const leftMs = windowClosesAt - now;
  if (leftMs < MINUTE_MS) return context.locale === 'sw' ? 'chini ya dk 1' : 'under 1 min';
  const hours = Math.floor(leftMs / HOUR_MS);
  const minutes = Math.floor((leftMs % HOUR_MS) / MINUTE_MS);
  if (hours === 0) return withUnit(minutes, 'minute', context.locale);
  const hoursText = withUnit(hours, 'hour', context.locale);
  return minutes === 0 ? hoursText : `${hoursText} ${withUnit(minutes, 'minute', context.locale)}`;
}

/** Length of a recording: "0:14", "12:05", "1:02:09". */
export function formatPlayTime(durationMs: number): string {
  const seconds = Math.max(0, Math.round(durationMs / SECOND_MS));
  const rest = String(seconds % 60).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${rest}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${rest}`;
}
