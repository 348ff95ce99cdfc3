import { untrack } from 'svelte';
import { typeAhead } from './type-ahead.ts';

type Fetch = () => Promise<void>;

/** Parts nobody has asked for yet. */
const waiting = new Set<Fetch>();

/**
 * A part of the screen that the first paint does without. It is fetched when the browser has nothing better to do, or at
 * once when it is wanted, and stays drawn from then on. `takesKeys`: whoever wants it goes on to type, and what they type
 * meanwhile is kept for it.
 */
export function lazyPart<C>(load: () => Promise<{ default: C }>, { takesKeys = false } = {}) {
  let part = $state.raw<C | null>(null);
  let going: Promise<void> | null = null;
  let wasWanted = false;

  function fetch(): Promise<void> {
    waiting.delete(fetch);
    going ??= load().then(
      (found) => void (part = found.default),
      () => {
        // Without a network, and not kept yet: whoever wanted it gets it when the network is back.
        going = null;
        addEventListener('online', () => void fetch(), { once: true });
      },
    );
    return going;
  }
  waiting.add(fetch);

  /** Somebody waits for it. */
  async function want(): Promise<void> {
    if (part !== null) return;
    const here = fetch();
    if (takesKeys) typeAhead(here);
    await here;
  }

  return {
    /** To be drawn now: null until somebody wanted it and it is here. */
    of(isWanted: boolean): C | null {
      if (isWanted) {
        wasWanted = true;
        void untrack(want);
      }
      return wasWanted ? part : null;
    },
    want,
    fetch,
  };
}

/** Fetches what is left, one at a time, whenever the browser is idle. The returned function stops it. */
export function fetchPartsWhenIdle(): () => void {
  let isOver = false;
  async function go(): Promise<void> {
    for (;;) {
      await idle();
      const [next] = waiting;
      if (isOver || !next) return;
      await next();
    }
  }
  void go();
  return () => (isOver = true);
}

function idle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve());
    else setTimeout(resolve, 200);
  });
}
