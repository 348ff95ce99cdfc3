/** What a search asks for. Words are prefixes and all must occur; operators narrow it. */
export type Search = {
  words: string[];
  from: string | null;
  inbox: string | null;
  tag: string | null;
  is: ('open' | 'snoozed' | 'closed' | 'mine' | 'unassigned')[];
  /** Before the beginning of this day, "2026-11-20". */
  before: string | null;
};

const IS = ['open', 'snoozed', 'closed', 'mine', 'unassigned'] as const;
const MOST_WORDS = 8;

/**
 * Reads `from:brian in:sales is:open tag:"big spender" before:2026-11-20 duvet`. A value with spaces stands in quotes;
 * an operator nobody knows, or without a value it can have, is searched for as words.
 */
export function readSearch(text: string): Search {
  const search: Search = { words: [], from: null, inbox: null, tag: null, is: [], before: null };
  for (const [, operator, quoted, bare, plain] of text.matchAll(
    /(?:\b(from|in|is|tag|before):(?:"([^"]*)"|(\S+)))|(\S+)/gi,
  )) {
    const value = (quoted ?? bare ?? '').trim();
    const isTaken = operator !== undefined && take(search, operator.toLowerCase(), value);
    if (!isTaken) search.words.push(...wordsIn(plain ?? value));
  }
  search.words = search.words.slice(0, MOST_WORDS);
  return search;
}

function take(search: Search, operator: string, value: string): boolean {
  if (value === '') return false;
  if (operator === 'from') search.from = value;
  else if (operator === 'in') search.inbox = value;
  else if (operator === 'tag') search.tag = value.toLowerCase().replaceAll('|', ' ');
  else if (operator === 'before') {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(value) || Number.isNaN(Date.parse(value))) return false;
    search.before = value;
  } else {
    const state = IS.find((word) => word === value.toLowerCase());
    if (!state) return false;
    search.is.push(state);
  }
  return true;
}

/** Letters and digits only, small: what the index holds, so that nothing typed is read as an instruction. */
function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Does it ask for anything at all? */
export function isEmptySearch(s: Search): boolean {
  return s.words.length === 0 && !s.from && !s.inbox && !s.tag && s.is.length === 0 && !s.before;
}
