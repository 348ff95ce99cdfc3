import { getContext, setContext } from 'svelte';
import type { SyncState } from '#lib/ui/sync-state.ts';

const KEY = Symbol('frame');

/** What the frame around every screen offers to the screen in it. */
export type Frame = {
  readonly sync: SyncState;
  signOut: () => Promise<void>;
  openPalette: () => void;
  openHelp: () => void;
};

export function provideFrame(frame: Frame): Frame {
  return setContext(KEY, frame);
}

export function useFrame(): Frame {
  return getContext<Frame>(KEY);
}
