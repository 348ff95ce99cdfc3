/** The words people use for times, in English and Swahili, without accents and in small letters. */

export const NUMBERS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  moja: 1,
  mbili: 2,
  tatu: 3,
  nne: 4,
  tano: 5,
  sita: 6,
  saba: 7,
  nane: 8,
  tisa: 9,
  kumi: 10,
  mawili: 2,
  matatu: 3,
  manne: 4,
  matano: 5,
  manane: 8,
  mmoja: 1,
  miwili: 2,
  mitatu: 3,
  minne: 4,
  mitano: 5,
  minane: 8,
  'kumi na moja': 11,
  'kumi na mbili': 12,
};

export const WEEKDAYS: Record<string, number> = {
  sunday: 0,
  sun: 0,
  jumapili: 0,
  jpi: 0,
  monday: 1,
  mon: 1,
  jumatatu: 1,
  jtt: 1,
  tuesday: 2,
  tues: 2,
  tue: 2,
  jumanne: 2,
  jnn: 2,
  wednesday: 3,
  wed: 3,
  jumatano: 3,
  jtn: 3,
  thursday: 4,
  thurs: 4,
  thur: 4,
  thu: 4,
  alhamisi: 4,
  alh: 4,
  friday: 5,
  fri: 5,
  ijumaa: 5,
  iju: 5,
  saturday: 6,
  sat: 6,
  jumamosi: 6,
  jmo: 6,
};

export const MONTHS: Record<string, number> = Object.fromEntries(
  [
    ['january', 'januari', 'jan'],
    ['february', 'februari', 'feb'],
    ['march', 'machi', 'mar', 'mac'],
    ['april', 'aprili', 'apr'],
    ['may', 'mei'],
    ['june', 'juni', 'jun'],
    ['july', 'julai', 'jul'],
    ['august', 'agosti', 'aug', 'ago'],
    ['september', 'septemba', 'sept', 'sep'],
    ['october', 'oktoba', 'oct', 'okt'],
    ['november', 'novemba', 'nov'],
    ['december', 'desemba', 'dec', 'des'],
  ].flatMap((names, index) => names.map((name) => [name, index + 1])),
);

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

export const PARTS: Record<string, DayPart> = {
  morning: 'morning',
  asubuhi: 'morning',
  alfajiri: 'morning',
  noon: 'noon',
  midday: 'noon',
  lunch: 'noon',
  adhuhuri: 'noon',
  afternoon: 'afternoon',
  mchana: 'afternoon',
  alasiri: 'afternoon',
  evening: 'evening',
  jioni: 'evening',
  night: 'night',
  tonight: 'night',
  usiku: 'night',
};

/** The hour a part of the day means when no hour is said. */
export const PART_HOURS: Record<DayPart, number> = {
  morning: 8,
  noon: 12,
  afternoon: 14,
  evening: 18,
  night: 20,
};

/** Days from today. */
export const DAY_WORDS: Record<string, number> = {
  'day after tomorrow': 2,
  'kesho kutwa': 2,
  keshokutwa: 2,
  mtondo: 3,
  tomorrow: 1,
  tmrw: 1,
  tomo: 1,
  kesho: 1,
  today: 0,
  leo: 0,
};

/** Words that carry nothing of their own. */
export const FILLERS =
  /\b(at|on|the|this|by|until|till|til|from|snooze|remind me|oclock|hadi|mpaka|ifikapo|kuanzia|siku ya|ya|hii|tarehe|about|kama|around)\b/g;

/** One alternative per word, longest first, so that a short word never eats the beginning of a long one. */
export function oneOf(words: Record<string, unknown>): string {
  return Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .join('|');
}
