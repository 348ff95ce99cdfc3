import { mentionOf } from '#schema/domain/mentioned-members.ts';
import type { ComposerMode, SavedReplyModel } from './composer.ts';
import { EMOJI_WORDS } from './emoji-words.ts';

/** One line under the box, and what stands in the text once it is chosen. */
export type Suggestion = { id: string; mark: string; title: string; hint: string; insert: string };

/** The piece of text before the caret that asks for one: `from` is where it begins. */
export type Asked = { sign: '/' | '@' | ':'; from: number; query: string };

const MOST_EMOJI = 8;
const SIGNED = /(?:^|\s)([@:])([\p{L}\p{N}]*)$/u;

/**
 * What the words before the caret ask for. `/` asks for a saved reply as the first and only word: a space after it means it
 * was meant. `@` names a colleague in a note, `:` and a letter an emoji.
 */
export function askedAt(text: string, caret: number, mode: ComposerMode): Asked | null {
  const slash = mode === 'reply' ? /^\/(\S*)$/.exec(text) : null;
  if (slash) return { sign: '/', from: 0, query: slash[1] ?? '' };
  const match = SIGNED.exec(text.slice(0, caret));
  if (!match) return null;
  const [sign, query] = [match[1] as '@' | ':', match[2] ?? ''];
  if (sign === '@' ? mode !== 'note' : query === '') return null;
  return { sign, from: caret - query.length - 1, query };
}

function begins(words: string, wanted: string): boolean {
  return words
    .toLowerCase()
    .split(' ')
    .some((word) => word.startsWith(wanted));
}

/** Those whose shortcut begins so, then those that have it in their words. */
export function findSaved(replies: readonly SavedReplyModel[], query: string): Suggestion[] {
  const wanted = query.trim().toLowerCase();
  const first = replies.filter((r) => r.shortcut.toLowerCase().startsWith(wanted));
  const rest = replies.filter(
    (r) => !first.includes(r) && `${r.title} ${r.text}`.toLowerCase().includes(wanted),
  );
  return [...first, ...rest].map(({ id, shortcut, title, text }) => ({
    ...{ id, mark: `/${shortcut}`, title, hint: text, insert: text },
  }));
}

/** Colleagues by the beginning of a name. */
export function findPeople(people: readonly { id: string; name: string }[], query: string): Suggestion[] {
  const wanted = query.toLowerCase();
  return people
    .filter(({ name }) => begins(name, wanted))
    .map((person) => {
      const mark = mentionOf(person, people);
      return { id: person.id, mark, title: person.name, hint: '', insert: `${mark} ` };
    });
}

export function findEmoji(query: string, locale: 'en' | 'sw'): Suggestion[] {
  const wanted = query.toLowerCase();
  return EMOJI_WORDS.filter(([, ...words]) => words.some((word) => begins(word, wanted)))
    .slice(0, MOST_EMOJI)
    .map(([emoji, english, swahili]) => ({
      ...{ id: english, mark: emoji, title: locale === 'sw' ? swahili : english },
      ...{ hint: '', insert: emoji },
    }));
}
