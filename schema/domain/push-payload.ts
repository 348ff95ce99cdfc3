/** What a notification says of itself on a device's locked screen: names and what happened, never what was written. */
export type PushPayload = {
  locale: string;
  /** Unread in the list, for the number on the app's icon. */
  unread: number;
  /** How many this one message stands for. */
  count: number;
  /** Not wanted while the app is in front of them, which only the device knows for sure. */
  isAwayOnly: boolean;
  /** A later one with the same tag takes its place. */
  tag: string;
  url: string;
  /** The newest it stands for. */
  kind: string;
  contactName: string;
  actorName: string | null;
  /** The part of its data that chooses the sentence. */
  data: Record<string, string | number>;
  /** Whom it is about, newest first, at most three; `people` is how many there are. */
  names: string[];
  people: number;
  at: number;
};

type Told = {
  conversationId: string | null;
  kind: string;
  contactName: string;
  actorName: string | null;
  data: unknown;
  at: number;
};

// A note, a reason, a decision are somebody's words: they stay in the app.
const CHOOSES_SENTENCE = ['breach', 'status', 'by', 'dueAt'] as const;
const MOST_NAMES = 3;
const LONGEST_NAME = 80;

/** The one message for all of these, newest first; many become a summary that opens the list. Null for none. */
export function pushPayload(
  told: readonly Told[],
  { locale, unread, isAwayOnly }: { locale: string; unread: number; isAwayOnly: boolean },
): PushPayload | null {
  const newest = told[0];
  if (!newest) return null;
  const conversations = new Set(told.map((n) => n.conversationId));
  const only = conversations.size === 1 ? newest.conversationId : null;
  const said = (newest.data ?? {}) as Record<string, unknown>;
  const names = [...new Set(told.map((n) => n.contactName.slice(0, LONGEST_NAME)))];
  const data: PushPayload['data'] = {};
  for (const key of CHOOSES_SENTENCE) {
    const value = said[key];
    if (typeof value === 'string' || typeof value === 'number') data[key] = value;
  }
  return {
    locale,
    unread,
    count: told.length,
    isAwayOnly,
    tag: only === null ? 'kazi' : `kazi:${only}`,
    url: only === null ? '/inbox' : `/inbox/${only}`,
    kind: newest.kind,
    contactName: newest.contactName.slice(0, LONGEST_NAME),
    actorName: newest.actorName,
    data,
    names: names.slice(0, MOST_NAMES),
    people: names.length,
    at: newest.at,
  };
}
