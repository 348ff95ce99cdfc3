import { clock } from '#lib/ui/clock.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators, settled, zero } from '#lib/zero/zero.svelte.ts';
import { REPLY_LEASE_BEAT_MS } from '#schema/domain/reply-lease.ts';

/** Says that this person still writes. False once the reply is not theirs any more; a network that fails says nothing. */
async function beat(conversationId: string): Promise<boolean> {
  try {
    const answer = await fetch(`/api/leases/${conversationId}/beat`, { method: 'POST' });
    if (answer.status === 401) return false;
    return !answer.ok || ((await answer.json()) as { isMine: boolean }).isMine;
  } catch {
    return true;
  }
}

/**
 * This tab's hold on replies: the first key takes it, beats beside the sync engine keep it, leaving the box, the
 * conversation or the page lets it go, and if none of that can happen it simply runs out. Call while the thread is being
 * set up.
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
  let beats: ReturnType<typeof setInterval> | undefined;

  const args = (id: string) => ({ conversationId: id, tabId, at: clock.exact() });

  function keep(id: string): void {
    clearInterval(beats);
    beats = setInterval(() => void stay(id), REPLY_LEASE_BEAT_MS);
  }

  /** Whoever was taken over stops: a beat that goes on would take the reply back without a key pressed. */
  async function stay(id: string): Promise<void> {
    if (!(await beat(id)) && heldFor === id) forget();
  }

  /** Takes the reply; only what the server has given is kept. */
  async function take(id: string, taking: ReturnType<typeof settled>): Promise<void> {
    forget();
    heldFor = id;
    const answer = await taking;
    if (heldFor !== id) return;
    if (answer.ok) keep(id);
    else forget();
  }

  function forget(): void {
    heldFor = null;
    clearInterval(beats);
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
      void take(id, settled(zero().mutate(mutators.lease.acquire(args(id)))));
    },
    release,
    async takeOver() {
      const id = conversationId();
      await take(id, settled(zero().mutate(mutators.lease.takeOver({ ...args(id), activityId: newId() }))));
    },
    forget,
  };
}
