import { afterPaint } from '#lib/ui/after-paint.ts';
import { PRESENCE_BEAT_MS } from '#schema/domain/presence-fresh.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators, zero } from '#lib/zero/zero.svelte.ts';

const TYPING_ENDS_MS = 4_000;
const LEAVES_WITHIN_MS = 1_000;

let leaving: Promise<unknown> = Promise.resolve();

/** Resolves once colleagues were told that this tab is gone, or after a second: signing out waits no longer. */
export async function presenceLeft(): Promise<void> {
  await Promise.race([leaving, new Promise((resolve) => setTimeout(resolve, LEAVES_WITHIN_MS))]);
}

/** Says that this tab is still there. `tell`: says anew what it shows, when the server knows nothing of it any more. */
async function beat(tabId: string, tell: () => void): Promise<void> {
  const answer = await fetch(`/api/presence/${tabId}/beat`, { method: 'POST' }).catch(() => null);
  if (answer?.status === 410) tell();
}

/**
 * Tells colleagues what this tab looks at and whether someone types in it: at once on a change, in a conversation or in
 * none, and not at all once it is hidden. In between it only tells the server that it is still there. Call while the inbox is being
 * set up.
 */
export function tellPresence(conversationId: () => string | null): {
  typed: () => void;
  stoppedTyping: () => void;
} {
  const tabId = newId();
  let isTyping = $state(false);
  let isVisible = $state(document.visibilityState === 'visible');
  let typingEnds: ReturnType<typeof setTimeout> | undefined;

  $effect(() => {
    const onVisibility = () => (isVisible = document.visibilityState === 'visible');
    const onLeave = () => {
      leaving = zero()
        .mutate(mutators.presence.leave({ tabId }))
        .server.catch(() => undefined);
    };
    document.addEventListener('visibilitychange', onVisibility);
    addEventListener('pagehide', onLeave);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      removeEventListener('pagehide', onLeave);
      clearTimeout(typingEnds);
      onLeave();
    };
  });

  $effect(() => {
    const id = conversationId();
    if (!isVisible) {
      void zero().mutate(mutators.presence.leave({ tabId }));
      return;
    }
    const kind = isTyping ? 'typing' : 'viewing';
    const tell = () =>
      void zero().mutate(mutators.presence.touch({ tabId, conversationId: id, kind, at: Date.now() }));
    // Colleagues can wait for a frame; whoever works here is not to wait for telling them.
    const stop = afterPaint(tell);
    const timer = setInterval(() => void beat(tabId, tell), PRESENCE_BEAT_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  });

  // A draft does not follow its writer into the next conversation, and neither does "typing".
  $effect(() => {
    conversationId();
    return () => stoppedTyping();
  });

  function stoppedTyping(): void {
    clearTimeout(typingEnds);
    isTyping = false;
  }

  return {
    typed() {
      isTyping = true;
      clearTimeout(typingEnds);
      typingEnds = setTimeout(stoppedTyping, TYPING_ENDS_MS);
    },
    stoppedTyping,
  };
}
