import type { ConnectionState } from '@rocicorp/zero';
import { clock } from '#lib/ui/clock.svelte.ts';
import type { SyncState } from '#lib/ui/sync-state.ts';
import { queries } from '#schema/queries/index.ts';
import { zero } from './zero.svelte.ts';

/** The worker beats once a second; two missed beats and a bit are worth telling. */
const STALE_MS = 2_700;
const LOOK_MS = 400;
const RECONNECT_MIN_MS = 500;
const RECONNECT_SPREAD_MS = 2_500;

/** What do connection and heartbeat together say? "Connected" is not "caught up": only a fresh beat is. Pure. */
export function freshnessOf(c: {
  connection: ConnectionState['name'];
  isOnline: boolean;
  beatAgeMs: number | null;
}): SyncState['kind'] {
  if (!c.isOnline || c.connection === 'disconnected' || c.connection === 'closed') return 'offline';
  if (c.connection !== 'connected' || c.beatAgeMs === null || c.beatAgeMs > STALE_MS) return 'catching';
  return 'fresh';
}

/**
 * Watches how old this screen is: a row written every second crosses every hop, and its arrival here is proof that the
 * rest has arrived too. Reconnects from errors by itself, at a random moment so that a crowd does not come back at once.
 * Call while the root layout is being set up. `onSignedOut`: the session ended elsewhere.
 */
export function watchFreshness(onSignedOut: () => void): { readonly state: SyncState } {
  let connection = $state.raw<ConnectionState['name']>('connecting');
  let lastHeardAt = $state.raw<number | null>(null);
  let isOnline = $state(navigator.onLine);
  let now = $state.raw(Date.now());

  $effect(() => {
    const z = zero();
    let reconnect: ReturnType<typeof setTimeout> | undefined;
    const onState = (state: ConnectionState) => {
      connection = state.name;
      if (state.name === 'needs-auth') onSignedOut();
      if (state.name !== 'error') return;
      clearTimeout(reconnect);
      const pauseMs = RECONNECT_MIN_MS + Math.random() * RECONNECT_SPREAD_MS;
      reconnect = setTimeout(() => void z.connection.connect().catch(() => undefined), pauseMs);
    };
    onState(z.connection.state.current);
    const stopState = z.connection.state.subscribe(onState);
    const view = z.materialize(queries.workspace.heartbeat());
    let seenBeat: number | null = null;
    const stopBeat = view.addListener((rows, resultType) => {
      const beat = rows.find((row) => row.id === 'worker')?.beatAt ?? null;
      // What the local store remembers from last time is not news.
      if (beat === null || beat === seenBeat || (seenBeat === null && resultType !== 'complete')) return;
      seenBeat = beat;
      lastHeardAt = Date.now();
      clock.follow(beat);
    });
    const timer = setInterval(() => (now = Date.now()), LOOK_MS);
    const onNetwork = () => (isOnline = navigator.onLine);
    addEventListener('online', onNetwork);
    addEventListener('offline', onNetwork);
    return () => {
      clearTimeout(reconnect);
      clearInterval(timer);
      stopState();
      stopBeat();
      view.destroy();
      removeEventListener('online', onNetwork);
      removeEventListener('offline', onNetwork);
    };
  });

  const state = $derived<SyncState>({
    kind: freshnessOf({ connection, isOnline, beatAgeMs: lastHeardAt === null ? null : now - lastHeardAt }),
    lastHeardAt,
  });
  return {
    get state() {
      return state;
    },
  };
}
