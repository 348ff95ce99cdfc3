import { DAY_WORDS, FILLERS, MONTHS, NUMBERS, oneOf, PART_HOURS, PARTS, WEEKDAYS } from './snooze-lexicon.ts';
import type { DayPart } from './snooze-lexicon.ts';
import { dateOf, instantAt, wallTime } from './wall-clock.ts';
import type { WallTime } from './wall-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MORNING = 8 * 60;
const LONGEST_DAYS = 366;

const NUMBER = `\\d+(?:[.,]\\d+)?|${oneOf(NUMBERS)}`;
const UNITS: Record<string, 'minute' | 'hour' | 'day' | 'week' | 'month'> = {
  m: 'minute',
  min: 'minute',
  mins: 'minute',
  minute: 'minute',
  minutes: 'minute',
  dakika: 'minute',
  dk: 'minute',
  h: 'hour',
  hr: 'hour',
  hrs: 'hour',
  hour: 'hour',
  hours: 'hour',
  saa: 'hour',
  masaa: 'hour',
  d: 'day',
  day: 'day',
  days: 'day',
  siku: 'day',
  w: 'week',
  wk: 'week',
  week: 'week',
  weeks: 'week',
  wiki: 'week',
  month: 'month',
  months: 'month',
  mwezi: 'month',
  miezi: 'month',
};

/** A day of a month that is not named. */
const OF_MONTH = /\b(?:tarehe (\d{1,2})|(\d{1,2})(?:st|nd|rd|th))\b/;

type Around = { now: number; timeZone: string };

/**
 * Until when is meant? Reads what people type: "kesho 9", "in 2 hours", "Friday", "jioni", "tomorrow 14:30", "saa tatu
 * usiku". Times are the business's own; after `saa` up to twelve the Swahili clock counts, which begins at six. A bare
 * hour from one to six is the afternoon's. Null when a word is not understood or the time has passed.
 */
export function snoozeFromWords(words: string, around: Around): number | null {
  const text = words
    .normalize('NFD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[,;]+(?!\d)/g, ' ')
    .replace(/\bmidnight\b/g, '24:00')
    .replace(/\s+/g, ' ')
    .trim();
  if (text === '') return null;
  const until = spanFrom(text, around) ?? momentFrom(text, around);
  const longestMs = LONGEST_DAYS * 24 * HOUR_MS;
  return until !== null && until > around.now && until - around.now <= longestMs ? until : null;
}

/** "in 2 hours", "1h30", "siku 3", "baada ya saa moja na nusu": a length from now. Days keep the time of day. */
function spanFrom(text: string, { now, timeZone }: Around): number | null {
  const led = /^(?:in|after|for|baada ya|kwa) (.*)$/.exec(text);
  const rest = (led ? led[1]! : text).replace(/ (?:from now|time|zijazo|ijayo|kutoka sasa)$/, '');
  // "saa 3" alone is a time of day; only "after" or the plural makes it a length.
  if (!led && /^saa\b/.test(rest)) return null;
  if (!led && /(?:ijayo)$/.test(text)) return null;
  const half = /^(?:half an hour|half hour|nusu saa)$/.exec(rest);
  if (half) return now + HOUR_MS / 2;
  const units = Object.keys(UNITS)
    .sort((a, b) => b.length - a.length)
    .join('|');
  const piece = new RegExp(
    `^(?:(${NUMBER}) ?(${units})(?![a-z])|(${units}) (${NUMBER})(?![a-z0-9:]))( na nusu| and a half)?(?: na | and | )?`,
  );
  let left = rest;
  let minutes = 0;
  let days = 0;
  let months = 0;
  while (left !== '') {
    const bare = minutes > 0 && minutes % 60 === 0 ? /^(\d{1,2})$/.exec(left) : null;
    if (bare) {
      minutes += Number(bare[1]);
      break;
    }
    const found = piece.exec(left);
    if (!found) return null;
    const unit = UNITS[(found[2] ?? found[3])!]!;
    const count = numberOf((found[1] ?? found[4])!) + (found[5] ? 0.5 : 0);
    if (unit === 'minute') minutes += count;
    if (unit === 'hour') minutes += count * 60;
    if (unit === 'day') days += count;
    if (unit === 'week') days += count * 7;
    if (unit === 'month') months += count;
    left = left.slice(found[0].length);
  }
  if (!Number.isInteger(months)) return null;
  if (days === 0 && months === 0) return now + minutes * MINUTE_MS;
  const wall = wallTime(now, timeZone);
  const whole = Math.floor(days);
  const rounded = instantAt({ day: monthsAfter(wall.day, months) + whole, minute: wall.minute }, timeZone);
  return rounded + (days - whole) * 24 * HOUR_MS + minutes * MINUTE_MS;
}

/** The same day so many months on, or the last of a month that is too short for it. */
function monthsAfter(day: number, months: number): number {
  const { first, last } = monthOf(day, months);
  return Math.min(first + day - monthOf(day).first, last);
}

/** The first and the last day of the month a day is in, or of one so many months on. */
function monthOf(day: number, ahead = 0): { first: number; last: number } {
  const [year, month] = dateOf(day).split('-').map(Number);
  const firstOf = (n: number) => Date.UTC(year!, month! - 1 + n, 1) / (24 * HOUR_MS);
  return { first: firstOf(ahead), last: firstOf(ahead + 1) - 1 };
}

function numberOf(word: string): number {
  return NUMBERS[word] ?? Number(word.replace(',', '.'));
}

/** A day, a part of it, a time, in any order; what is left over must carry nothing. */
function momentFrom(text: string, { now, timeZone }: Around): number | null {
  const today = wallTime(now, timeZone);
  let left = ` ${text} `;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const found = pattern.exec(left);
    if (found) left = `${left.slice(0, found.index)} ${left.slice(found.index + found[0].length)}`;
    return found;
  };
  const part = (): DayPart | null => {
    const found = take(new RegExp(`\\b(${oneOf(PARTS)})\\b`));
    return found ? PARTS[found[1]!]! : null;
  };
  const isEndOfDay = take(/\b(end of (?:the )?day|eod|mwisho wa siku)\b/) !== null;
  const day = takeDay(take, today);
  const isTonight = /\btonight\b/.test(left);
  const said = part();
  const time = takeTime(take, said);
  left = left.replace(FILLERS, ' ');
  if (/[\p{L}\p{N}]/u.test(left)) return null;
  if (day === undefined || time === undefined) return null;
  if (day === null && said === null && time === null && !isEndOfDay) return null;
  const minute =
    time ?? (isEndOfDay ? 17 * 60 : said ? PART_HOURS[said] * 60 : day?.isWeekend ? 9 * 60 : MORNING);
  if (day !== null) {
    if (day.isToday && time === null && said === null && !isEndOfDay) return null;
    return instantAt({ day: day.day, minute }, timeZone);
  }
  const todayAt = instantAt({ day: today.day, minute }, timeZone);
  if (todayAt > now || isTonight) return todayAt;
  return instantAt({ day: today.day + 1, minute }, timeZone);
}

type Take = (pattern: RegExp) => RegExpExecArray | null;
type Day = { day: number; isToday?: boolean; isWeekend?: boolean };

/** The day that is named; null when none is, undefined when it is one that cannot be. */
function takeDay(take: Take, today: WallTime): Day | null | undefined {
  const word = take(new RegExp(`\\b(${oneOf(DAY_WORDS)})\\b`));
  if (word) {
    const ahead = DAY_WORDS[word[1]!]!;
    return { day: today.day + ahead, isToday: ahead === 0 };
  }
  if (take(/\b(end of (?:the )?month|mwisho wa mwezi)\b/)) return { day: monthOf(today.day).last };
  if (take(/\b(next month|mwezi ujao)\b/)) {
    const named = take(OF_MONTH);
    const { first, last } = monthOf(today.day, 1);
    const day = first + Number(named?.[1] ?? named?.[2] ?? 1) - 1;
    return day >= first && day <= last ? { day } : undefined;
  }
  const toMonday = (8 - today.weekday) % 7 || 7;
  if (take(/\b(next week|wiki ijayo)\b/)) {
    const named = take(new RegExp(`\\b(${oneOf(WEEKDAYS)})\\b`));
    const ahead = named ? (WEEKDAYS[named[1]!]! + 6) % 7 : 0;
    return { day: today.day + toMonday + ahead };
  }
  if (take(/\b(weekend|wikendi|wikiendi|mwisho wa wiki)\b/))
    return { day: today.day + ((6 - today.weekday + 7) % 7 || 7), isWeekend: true };
  const weekday = take(new RegExp(`\\b(?:(next) )?(${oneOf(WEEKDAYS)})\\b(?: (ijayo|lijalo))?`));
  if (weekday) return { day: today.day + ((WEEKDAYS[weekday[2]!]! - today.weekday + 7) % 7 || 7) };
  const months = oneOf(MONTHS);
  const dayFirst = take(new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (?:of )?(${months})\\b(?: (\\d{4}))?`));
  if (dayFirst) return dateAhead(today, Number(dayFirst[1]), MONTHS[dayFirst[2]!]!, dayFirst[3]);
  const monthFirst = take(new RegExp(`\\b(${months}) (\\d{1,2})(?:st|nd|rd|th)?\\b(?! ?(?:am|pm|:))`));
  if (monthFirst) return dateAhead(today, Number(monthFirst[2]), MONTHS[monthFirst[1]!]!, undefined);
  const slashed = take(/\b(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?\b/);
  if (slashed) return dateAhead(today, Number(slashed[1]), Number(slashed[2]), slashed[3]);
  const iso = take(/\b(\d{4})-(\d{1,2})-(\d{1,2})\b/);
  if (iso) return dateAhead(today, Number(iso[3]), Number(iso[2]), iso[1]);
  const ofMonth = take(OF_MONTH);
  if (!ofMonth) return null;
  const [, month] = dateOf(today.day).split('-').map(Number);
  const date = Number(ofMonth[1] ?? ofMonth[2]);
  const here = dateAhead(today, date, month!, undefined);
  if (here && here.day - today.day < 32) return here;
  return dateAhead(today, date, (month! % 12) + 1, undefined);
}

/** The next time the calendar shows this date; undefined when it never does. */
function dateAhead(
  today: WallTime,
  day: number,
  month: number,
  year: string | undefined,
): { day: number } | undefined {
  const thisYear = Number(dateOf(today.day).slice(0, 4));
  for (const y of year ? [Number(year)] : [thisYear, thisYear + 1]) {
    const number = Date.UTC(y, month - 1, day) / (24 * HOUR_MS);
    if (dateOf(number) !== `${y}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`) continue;
    if (number >= today.day) return { day: number };
  }
  return undefined;
}

/** Minutes of the day; null when no time is said, undefined when it is one that cannot be. */
function takeTime(take: Take, part: DayPart | null): number | null | undefined {
  const swahili = take(
    new RegExp(
      `\\bsaa (\\d{1,2}|${oneOf(NUMBERS)})(?:[:.](\\d{2}))?(?: (na nusu|na robo|kasoro robo|kamili))?\\b`,
    ),
  );
  if (swahili) {
    const hour = numberOf(swahili[1]!);
    const extra =
      { 'na nusu': 30, 'na robo': 15, 'kasoro robo': -15, kamili: 0 }[swahili[3] ?? 'kamili'] ?? 0;
    const minute = Number(swahili[2] ?? 0) + extra;
    return hour > 12 ? minuteOf(hour, minute) : minuteOf(fromSwahili(hour, part), minute);
  }
  const clock = take(/\b(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?\b/);
  if (!clock) return null;
  const [hour, minute] = [Number(clock[1]), Number(clock[2] ?? 0)];
  if (clock[3])
    return hour > 12 || hour === 0 ? undefined : minuteOf((hour % 12) + (clock[3] === 'pm' ? 12 : 0), minute);
  if (part === 'morning') return minuteOf(hour, minute);
  if (part === 'noon' || part === 'afternoon' || part === 'evening' || part === 'night')
    return minuteOf(hour < 12 ? hour + 12 : hour, minute);
  const isAfternoon = clock[2] === undefined ? hour >= 1 && hour <= 6 : false;
  return minuteOf(isAfternoon ? hour + 12 : hour, minute);
}

/** The Swahili clock begins at six: "saa tatu" is nine. Without a part of the day, the day's own hours are meant. */
function fromSwahili(hour: number, part: DayPart | null): number {
  const byDay = (hour % 12) + 6;
  if (part === 'night') return (byDay + 12) % 24;
  if (part === 'evening' && hour !== 12 && byDay < 15) return byDay + 12;
  return part === 'evening' && hour === 12 ? 18 : byDay;
}

function minuteOf(hour: number, minute: number): number | undefined {
  return hour >= 0 && hour <= 24 && minute > -60 && minute < 60 ? hour * 60 + minute : undefined;
}
