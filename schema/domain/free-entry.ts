import { sessionWindow, SESSION_WINDOW_MS } from './session-window.ts';

/** How long everything is free from our first answer to somebody who came from an advertisement or a page's button. */
export const FREE_ENTRY_MS = 72 * 60 * 60 * 1000;

/** Instants in ms: when the customer last came by such an entry, and until when nothing costs anything. */
export type FreeEntry = { entryAt: number | null; freeUntil: number | null };

/** Somebody came by an entry. Free is only what we answer. */
export function afterEntry({ entryAt, freeUntil }: FreeEntry, at: number): FreeEntry {
  return { entryAt: Math.max(entryAt ?? 0, at), freeUntil };
}

/**
 * We said something at this instant. The first answer within a day of the entry counts, so one that was said earlier and
 * is heard of later takes the place of the one known so far.
 */
export function afterAnswer({ entryAt, freeUntil }: FreeEntry, at: number): FreeEntry {
  if (entryAt === null || !isInTime({ entryAt, at })) return { entryAt, freeUntil };
  const isAnswered = freeUntil !== null && freeUntil - FREE_ENTRY_MS >= entryAt;
  const until = at + FREE_ENTRY_MS;
  return { entryAt, freeUntil: isAnswered ? Math.min(freeUntil, until) : until };
}

/** The same from all entries of a conversation, each with our first words since: whatever order they came in. */
export function freeEntryOf(entries: readonly { at: number; answeredAt: number | null }[]): FreeEntry {
  const state: FreeEntry = { entryAt: null, freeUntil: null };
  return entries
    .toSorted((a, b) => a.at - b.at)
    .reduce((sofar, { at, answeredAt }) => {
      const entered = afterEntry(sofar, at);
      return answeredAt === null ? entered : afterAnswer(entered, answeredAt);
    }, state);
}

/**
 * Can only the whole thread tell what this message does to the free entry? An entry may have been answered before we
 * heard of it, and what we said before the last entry may have answered one before that.
 */
export function needsWholeThread(
  { entryAt }: FreeEntry,
  m: { direction: 'inbound' | 'outbound' | 'note'; at: number; opensEntry?: boolean },
): boolean {
  if (m.direction === 'inbound') return m.opensEntry === true;
  return m.direction === 'outbound' && entryAt !== null && m.at < entryAt;
}

/** Does this template go without charge now? In an open window useful ones do; from a free entry all do. */
export function isTemplateFree({
  category,
  closesAt,
  freeUntil,
  now,
}: {
  category: string;
  closesAt: number | null;
  freeUntil: number | null;
  now: number;
}): boolean {
  if (freeUntil !== null && freeUntil > now) return true;
  return category === 'utility' && sessionWindow({ closesAt, now }) !== 'shut';
}

function isInTime({ entryAt, at }: { entryAt: number; at: number }): boolean {
  return at >= entryAt && at < entryAt + SESSION_WINDOW_MS;
}
