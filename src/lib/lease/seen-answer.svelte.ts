/** An answer counts as seen once it has stood before the writer's eyes this long. */
const SEEN_AFTER_MS = 1_500;

/**
 * Which answer has the writer of this tab seen? One that lands while they are in the middle of a sentence is not seen at
 * once: it has to stand on a visible screen for a moment, or the box has to be empty. `answerId` is the last answer of
 * the open conversation, null when nobody has answered and undefined while that is not known; `isOwn` whether this member
 * wrote it. Call while the thread is being set up.
 */
export function watchSeenAnswer(ask: {
  conversationId: () => string;
  answerId: () => string | null | undefined;
  isOwn: () => boolean;
  isWriting: () => boolean;
}): { readonly id: string | null; see: () => void } {
  let seenId = $state.raw<string | null>(null);
  let openedFor = '';

  $effect.pre(() => {
    const conversation = ask.conversationId();
    const answer = ask.answerId();
    if (answer === undefined) return;
    // That nobody has answered yet is seen too: the first answer of all is as new as any other.
    const isFirstLook = openedFor !== conversation;
    openedFor = conversation;
    if (answer === seenId) return;
    if (isFirstLook || answer === null || ask.isOwn() || !ask.isWriting()) {
      seenId = answer;
      return;
    }
    const timer = setTimeout(() => {
      if (document.visibilityState === 'visible') seenId = answer;
    }, SEEN_AFTER_MS);
    return () => clearTimeout(timer);
  });

  return {
    get id() {
      return seenId;
    },
    see: () => (seenId = ask.answerId() ?? null),
  };
}
