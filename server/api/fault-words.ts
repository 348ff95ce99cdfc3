import type { z } from 'zod';

const KINDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
const PARTS: Record<string, string> = { string: 'characters', array: 'entries' };
const FORMATS: Record<string, string> = {
  datetime: 'must be an instant such as 2026-11-20T12:00:00Z',
  uuid: 'must be an id of ours',
};

/** What is wrong with one field and what it should be, for people who write programs; undefined where a shape says it. */
export function faultWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is needed' : `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${anyOf(issue.values)}`;
    case 'too_small':
      if (PARTS[issue.origin] && issue.minimum === 1) return 'must not be empty';
      return bounded('at least', issue.minimum, issue.origin);
    case 'too_big':
      return bounded('at most', issue.maximum, issue.origin);
    case 'invalid_format':
      return FORMATS[issue.format];
    default:
      return undefined;
  }
}

function bounded(words: string, bound: number | bigint, origin: string): string {
  const part = PARTS[origin];
  return part ? `must have ${words} ${bound} ${part}` : `must be ${words} ${bound}`;
}

function anyOf(values: readonly unknown[]): string {
  const told = values.map((value) => JSON.stringify(value));
  return told.length < 2 ? told.join('') : `${told.slice(0, -1).join(', ')} or ${told.at(-1)!}`;
}
