import { untrack } from 'svelte';
import { findFirstUnread } from '#lib/inbox/find-first-unread.ts';
import type { MessageModel } from '#lib/inbox/message.ts';

type Asked = {
  conversationId: () => string;
  /** How many I have not seen; null while that is not known. */
  unread: () => number | null;
  messages: () => readonly MessageModel[];
  /** Neighbours of one message are on screen, not the newest. */
  isAround: () => boolean;
  hasOlder: () => boolean;
  /** Shows more, at least so many. */
  showOlder: (atLeast: number) => void;
};

/**
 * Where a conversation opens: at the first message I have not seen when I came. It stays there while more arrive and
 * while these are read. Call while the thread is being set up.
 */
export function watchFirstUnread(ask: Asked) {
  let found = $state.raw<{ of: string; id: string | null } | null>(null);

  $effect.pre(() => {
    const of = ask.conversationId();
    const isFound = untrack(() => found?.of === of);
    const unread = isFound || ask.isAround() ? null : ask.unread();
    if (unread === null) return;
    const first = findFirstUnread(ask.messages(), unread, ask.hasOlder());
    if (first === 'older') return untrack(() => ask.showOlder(unread));
    found = { of, id: first.id };
  });

  return {
    /** Undefined until it is known; null when nothing is new. */
    get id(): string | null | undefined {
      return found?.of === ask.conversationId() ? found.id : undefined;
    },
  };
}
