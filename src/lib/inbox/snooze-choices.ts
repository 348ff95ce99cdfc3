import { CalendarDateTime, parseAbsolute, toZoned } from '@internationalized/date';

export type SnoozeChoice = { key: 'inAnHour' | 'thisEvening' | 'tomorrow' | 'monday'; until: number };

const HOUR_MS = 60 * 60 * 1000;
const EVENING = 18;
const MORNING = 8;

/** The times people snooze to, in the business's own zone, soonest first; what has passed today is left out. */
export function snoozeChoices(now: number, timeZone: string): SnoozeChoice[] {
  const today = parseAbsolute(new Date(now).toISOString(), timeZone);
  const at = (daysAhead: number, hour: number): number => {
    const day = today.add({ days: daysAhead });
    return toZoned(new CalendarDateTime(day.year, day.month, day.day, hour), timeZone)
      .toDate()
      .getTime();
  };
  const weekday = new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay();
  const daysToMonday = (8 - weekday) % 7 || 7;
  const choices: SnoozeChoice[] = [
    { key: 'inAnHour', until: now + HOUR_MS },
    { key: 'thisEvening', until: at(0, EVENING) },
    { key: 'tomorrow', until: at(1, MORNING) },
    { key: 'monday', until: at(daysToMonday, MORNING) },
  ];
  return choices.filter((c) => c.until > now + HOUR_MS / 2 || c.key === 'inAnHour');
}
