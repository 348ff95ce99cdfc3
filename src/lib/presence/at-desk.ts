import { DESK_BEAT_MS, isAtDesk } from '#schema/domain/presence-fresh.ts';

const INPUTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

let isLeaving = false;

async function say(method: 'POST' | 'DELETE'): Promise<void> {
  await fetch('/api/presence/desk', { method }).catch(() => undefined);
}

/** Nobody is at this desk any more: signing out says so while the session is still good. */
export async function leaveDesk(): Promise<void> {
  isLeaving = true;
  await say('DELETE');
}

/**
 * Tells the server that somebody is here, whatever page they look at: at once when the tab comes before them or is touched
 * after a pause, and from time to time while it is. A tab nobody touches says nothing. Returns how to stop.
 */
export function keepDesk(now: () => number = Date.now): () => void {
  isLeaving = false;
  let touchedAt = now();
  let saidAt = Number.NEGATIVE_INFINITY;

  function look(): void {
    const isVisible = document.visibilityState === 'visible';
    if (isLeaving || now() - saidAt < DESK_BEAT_MS || !isAtDesk({ isVisible, touchedAt, now: now() })) return;
    saidAt = now();
    void say('POST');
  }
  function touched(): void {
    touchedAt = now();
    look();
  }
  function onVisibility(): void {
    if (document.visibilityState === 'visible') touched();
  }

  look();
  const timer = setInterval(look, DESK_BEAT_MS / 2);
  for (const input of INPUTS) addEventListener(input, touched, { passive: true, capture: true });
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    clearInterval(timer);
    for (const input of INPUTS) removeEventListener(input, touched, { capture: true });
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
