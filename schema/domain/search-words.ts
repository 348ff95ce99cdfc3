/** What a search asks for. Words are prefixes and all must occur; operators narrow it. */
export type Search = {
  words: string[];
  /** The digits of what may be a phone number, a leading plus kept; the words hold them too. */
  number: string | null;
  /** The words that are no part of that number. */
  otherWords: string[];
  /** What may be somebody's username, without its `@`; the words hold it too. */
  username: string | null;
  from: string | null;
  inbox: string | null;
  tag: string | null;
  is: SearchState[];
  /** Before the beginning of this day, "2026-11-20". */
  before: string | null;
  /** From the beginning of this day on. */
  after: string | null;
};

export type SearchState = (typeof IS)[number];

const IS = ['open', 'snoozed', 'closed', 'mine', 'unassigned', 'waiting', 'urgent'] as const;
const MOST_WORDS = 8;
const LONGEST_WORD = 60;
const FEWEST_DIGITS = 3;
const MOST_DIGITS = 17;

/**
 * Reads `from:brian in:sales is:open tag:"big spender" before:2026-11-20 duvet`. A value with spaces stands in quotes;
 * an operator nobody knows, or without a value it can have, is searched for as words.
 */
export function readSearch(text: string): Search {
  const search: Search = {
    ...{ words: [], number: null, otherWords: [], username: null, from: null, inbox: null, tag: null },
    ...{ is: [], before: null, after: null },
  };
  const plainText: string[] = [];
  for (const [, operator, quoted, bare, plain] of text.matchAll(
    /(?:\b(from|in|is|tag|before|after):(?:"([^"]*)"|(\S+)))|(\S+)/gi,
  )) {
    const value = (quoted ?? bare ?? '').trim();
    const isTaken = operator !== undefined && take(search, operator.toLowerCase(), value);
    if (!isTaken) plainText.push(plain ?? value);
  }
  const typed = plainText.join(' ');
  search.words = wordsIn(typed);
  const run = numberIn(typed);
  search.number = run === null ? null : (run.startsWith('+') ? '+' : '') + run.replace(/\D/g, '');
  search.otherWords = run === null ? search.words : wordsIn(typed.replace(run, ' '));
  search.username = /^@([\p{L}\p{N}._]+)$/u.exec(typed.trim())?.[1]?.toLowerCase() ?? null;
  return search;
}

function take(search: Search, operator: string, value: string): boolean {
  if (value === '') return false;
  if (operator === 'from') search.from = value;
  else if (operator === 'in') search.inbox = value;
  else if (operator === 'tag') search.tag = value.toLowerCase().replaceAll('|', ' ');
  else if (operator === 'before' || operator === 'after') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) return false;
    search[operator] = value;
  } else {
    const state = IS.find((word) => word === value.toLowerCase());
    if (!state) return false;
    search.is.push(state);
  }
  return true;
}

/** Letters and digits only, small: what the index holds, so that nothing typed is read as an instruction. */
export function wordsIn(text: string): string[] {
  return wordsOf(text).slice(0, MOST_WORDS);
}

/** All the words of a text, by the one rule for what is searched and what is searched for. */
export function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.slice(0, LONGEST_WORD));
}

/** Does every one of these begin some word of the text? */
export function holdsAll(text: string, beginnings: readonly string[]): boolean {
  const words = wordsOf(text);
  return beginnings.every((beginning) => words.some((word) => word.startsWith(beginning)));
}

/** The first run of characters that could be a phone number as somebody types it: "0712 345-678", "+254712". */
function numberIn(text: string): string | null {
  for (const [run] of text.matchAll(/(?<![\p{L}\p{N}])\+?\(?\d[\d\s().-]*(?![\p{L}\p{N}])/gu)) {
    const digits = run.replace(/\D/g, '').length;
    if (digits >= FEWEST_DIGITS && digits <= MOST_DIGITS) return run.trim();
  }
  return null;
}

/** Does it ask for anything at all? */
export function isEmptySearch(s: Search): boolean {
  const isNarrowed = s.from !== null || s.inbox !== null || s.tag !== null || s.is.length > 0;
  return s.words.length === 0 && !isNarrowed && s.before === null && s.after === null;
}
