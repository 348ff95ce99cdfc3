import { clock } from '#lib/ui/clock.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators, settled, zero } from '#lib/zero/zero.svelte.ts';
import { REPLY_LEASE_BEAT_MS } from '#schema/domain/reply-lease.ts';

/**
 * This tab's hold on replies: the first key takes it, a beat renews it, leaving the box, the conversation or the page
 * lets it go, and if none of that can happen it simply runs out. Call while the thread is being set up.
 */
export function keepReplyLease(conversationId: () => string): {
  typed: () => void;
  release: () => void;
  takeOver: () => Promise<void>;
  /** After a send the server has let go of it already. */
  forget: () => void;
} {
  const tabId = newId();
  let heldFor: string | null = null;
  let beat: ReturnType<typeof setInterval> | undefined;

  const args = (id: string) => ({ conversationId: id, tabId, at: clock.exact() });

  function keep(id: string): void {
    heldFor = id;
    clearInterval(beat);
    beat = setInterval(() => void renew(id), REPLY_LEASE_BEAT_MS);
  }

  /** Whoever was taken over stops: a beat that goes on would take the reply back without a key pressed. */
  async function renew(id: string): Promise<void> {
    const answer = await settled(zero().mutate(mutators.lease.acquire(args(id))));
    if (!answer.ok && heldFor === id) forget();
  }

  function forget(): void {
    heldFor = null;
    clearInterval(beat);
  }

  function release(): void {
    const id = heldFor;
    forget();
    if (id !== null) void zero().mutate(mutators.lease.release(args(id)));
  }

  $effect(() => {
    conversationId();
    return release;
  });
  $effect(() => {
    addEventListener('pagehide', release);
    return () => removeEventListener('pagehide', release);
  });

  return {
    typed() {
      const id = conversationId();
      if (heldFor === id) return;
      keep(id);
      void renew(id);
    },
    release,
    async takeOver() {
      const id = conversationId();
      keep(id);
      await settled(zero().mutate(mutators.lease.takeOver({ ...args(id), activityId: newId() })));
    },
    forget,
  };
}
