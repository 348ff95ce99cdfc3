import { SvelteMap } from 'svelte/reactivity';
import { afterPaint } from '#lib/ui/after-paint.ts';

/** What someone began to write, per conversation and mode. Lives on the device: it survives reload, refusal and offline. */
export type Draft = { text: string; at: number };
export type DraftMode = 'reply' | 'note';

const PREFIX = 'kazi.draft';
const drafts = new SvelteMap<string, Draft>();
/** Let go of, and listed as begun until the frame is painted. */
const gone = new WeakSet<Draft>();

const keyOf = (memberId: string, conversationId: string, mode: DraftMode): string =>
  `${PREFIX}.${memberId}.${mode}.${conversationId}`;

/** Reads this member's drafts from the device. Another member's stay where they are, unread. */
export function loadDrafts(memberId: string): void {
  drafts.clear();
  for (let i = 0; i < localStorage.length; i++) {
    const key = localStorage.key(i)!;
    if (!key.startsWith(`${PREFIX}.${memberId}.`)) continue;
    try {
      drafts.set(key, JSON.parse(localStorage.getItem(key)!) as Draft);
    } catch {
      localStorage.removeItem(key);
    }
  }
}

export function draftOf(memberId: string, conversationId: string, mode: DraftMode): string {
  const draft = drafts.get(keyOf(memberId, conversationId, mode));
  return draft && !gone.has(draft) ? draft.text : '';
}

/** Keeps what is being written; empty text lets the draft go. */
export function keepDraft(memberId: string, conversationId: string, mode: DraftMode, text: string): void {
  const key = keyOf(memberId, conversationId, mode);
  if (text === '') {
    drafts.delete(key);
    localStorage.removeItem(key);
    return;
  }
  const draft = { text, at: Date.now() };
  drafts.set(key, draft);
  localStorage.setItem(key, JSON.stringify(draft));
}

/** Lets the draft of what is being sent go: at once here and on the device; who lists drafts hears of it after the frame. */
export function letDraftGo(memberId: string, conversationId: string, mode: DraftMode): void {
  const key = keyOf(memberId, conversationId, mode);
  localStorage.removeItem(key);
  const draft = drafts.get(key);
  if (!draft) return;
  gone.add(draft);
  // What was begun meanwhile is another draft.
  afterPaint(() => drafts.get(key) === draft && drafts.delete(key));
}

let returns = $state(0);

/** Goes up each time words came back from outside the box: whoever shows a draft then reads it again. */
export const draftReturns = {
  get count(): number {
    return returns;
  },
};

/** Nothing typed is lost: words that could not go stand in the box again, before whatever was begun meanwhile. */
export function returnToDraft(memberId: string, conversationId: string, words: string): void {
  const begun = draftOf(memberId, conversationId, 'reply');
  keepDraft(memberId, conversationId, 'reply', [words, begun].filter((part) => part !== '').join('\n'));
  returns += 1;
}

/** Conversations in which this member has a reply begun. */
export function conversationsWithDraft(memberId: string): Set<string> {
  const prefix = `${PREFIX}.${memberId}.reply.`;
  return new Set(
    [...drafts.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
  );
}
