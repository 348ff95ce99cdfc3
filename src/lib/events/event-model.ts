import { accountSentence } from '#lib/errors/account-notice.ts';
import type { AccountNotice, AccountWords } from '#lib/errors/account-notice.ts';
import { failureWords } from '#lib/errors/failure-sentences.ts';

/** What an event can hold, in the journal's words. */
export type HeldKind =
  | 'message'
  | 'echo'
  | 'history'
  | 'status'
  | 'reaction'
  | 'edit'
  | 'revoke'
  | 'system'
  | 'call'
  | 'account'
  | 'userPreference'
  | 'valueError'
  | 'ignored';

/** What the provider says about our own account or tells as an error: `text` in its English, the rest for our words. */
export type HeldNotice = {
  severity: 'info' | 'warning' | 'critical';
  text: string;
  account?: AccountNotice;
  error?: { key: string; code: number | null };
};

/** One provider event as the server tells it. Instants in ms; `reason` and `about` carry no whole numbers. */
export type JournalEvent = {
  id: string;
  state: 'pending' | 'processed' | 'failed' | 'dismissed';
  receivedAt: number;
  processedAt: number | null;
  attempts: number;
  unknownChannel: boolean;
  /** Its numbers, as the provider names them, that nobody has connected; told to admins. */
  unknownNumbers: string[];
  bytes: number;
  reason: string | null;
  holds: { kind: HeldKind; count: number }[];
  about: string | null;
  notices: HeldNotice[];
};

export const EVENT_FILTERS = ['all', 'failed', 'pending', 'unknownChannel'] as const;
export type EventFilter = (typeof EVENT_FILTERS)[number];

/** The words of a language this needs: the parts' names, and the names of delivery statuses. */
export type HoldsWords = {
  holds: Record<HeldKind, (count: number) => string>;
  holdsNothing: string;
};

/** "Message · Amina Mfano", "2 statuses · Delivered": what an event holds, in the words of a language. */
export function holdsLine(
  { holds, about }: Pick<JournalEvent, 'holds' | 'about'>,
  words: HoldsWords,
  status: Record<string, string>,
): string {
  if (holds.length === 0) return words.holdsNothing;
  const parts = holds.map(({ kind, count }) => words.holds[kind](count)).join(', ');
  if (about === null) return parts;
  const isStatus = holds[0]!.kind === 'status';
  const name = isStatus ? (status[about === 'played' ? 'read' : about] ?? about) : about;
  return `${parts} · ${name}`;
}

/** Can a person have it tried again, or set it aside? What was understood is not said twice. */
export function decisionsAbout(event: Pick<JournalEvent, 'state' | 'unknownChannel'>): {
  canRetry: boolean;
  canDismiss: boolean;
} {
  const isOpen = event.state === 'failed' || (event.state === 'processed' && event.unknownChannel);
  return { canRetry: isOpen || event.state === 'dismissed', canDismiss: isOpen };
}

/** Keeps the events in hand and puts what came anew where it belongs: by id, newest first. */
export function mergeEvents(known: readonly JournalEvent[], fresh: readonly JournalEvent[]): JournalEvent[] {
  const byId = new Map([...known, ...fresh].map((event) => [event.id, event]));
  return [...byId.values()].sort((a, b) => Number(BigInt(b.id) - BigInt(a.id)));
}

/** A notice in the words of a language; an error without a sentence of its own says what the provider said. */
export function noticeText(
  { text, account, error }: HeldNotice,
  words: AccountWords & { error: (code: string) => string },
): string {
  if (account) return accountSentence(words, account);
  if (!error) return text;
  if (error.key === 'unknown') return text;
  const lead = error.code === null ? '' : `${words.error(String(error.code))}: `;
  return `${lead}${failureWords(words.locale, error.key).sentence}`;
}
