import { mergeEvents } from './event-model.ts';
import type { EventFilter, JournalEvent } from './event-model.ts';
import { decideEvent, listEvents } from './events-api.ts';

const REFRESH_MS = 5_000;

export type FeedState = 'loading' | 'ready' | 'refused' | 'unreachable';

/** The events on screen: read again every few seconds while somebody looks, older pages on demand. */
export function createEventsFeed() {
  let filter = $state<EventFilter>('all');
  let items = $state.raw<JournalEvent[]>([]);
  let state = $state<FeedState>('loading');
  let olderBefore = $state<string | null>(null);
  let isPaged = false;
  let turn = 0;

  async function refresh(): Promise<void> {
    const mine = ++turn;
    const page = await listEvents(filter, null);
    if (mine !== turn) return;
    if (page.kind !== 'ok') {
      state = page.kind;
      return;
    }
    state = 'ready';
    const fresh = page.value.items;
    // Below the newest page stays what was paged in; within it the server's word stands, so what left the filter leaves.
    const oldest = fresh.at(-1)?.id;
    const below =
      isPaged && oldest !== undefined ? items.filter(({ id }) => BigInt(id) < BigInt(oldest)) : [];
    items = mergeEvents(below, fresh);
    if (!isPaged) olderBefore = page.value.nextBefore;
  }

  async function showOlder(): Promise<void> {
    if (olderBefore === null) return;
    const mine = turn;
    const page = await listEvents(filter, olderBefore);
    if (page.kind !== 'ok' || mine > turn) return;
    isPaged = true;
    items = mergeEvents(items, page.value.items);
    olderBefore = page.value.nextBefore;
  }

  return {
    get filter(): EventFilter {
      return filter;
    },
    get items(): readonly JournalEvent[] {
      return items;
    },
    get state(): FeedState {
      return state;
    },
    get hasOlder(): boolean {
      return olderBefore !== null;
    },
    showOlder,
    choose(next: EventFilter): void {
      if (next === filter) return;
      filter = next;
      items = [];
      olderBefore = null;
      isPaged = false;
      state = 'loading';
      void refresh();
    },
    /** Returns whether the server did it. */
    async decide(id: string, verb: 'retry' | 'dismiss'): Promise<boolean> {
      const answer = await decideEvent(id, verb);
      if (answer.kind === 'ok') items = mergeEvents(items, [answer.value]);
      void refresh();
      return answer.kind === 'ok';
    },
    /** Begins to look; the returned function ends it. */
    start(): () => void {
      void refresh();
      const look = () => {
        if (document.visibilityState === 'visible') void refresh();
      };
      const timer = setInterval(look, REFRESH_MS);
      document.addEventListener('visibilitychange', look);
      return () => {
        clearInterval(timer);
        document.removeEventListener('visibilitychange', look);
      };
    },
  };
}

export type EventsFeed = ReturnType<typeof createEventsFeed>;
