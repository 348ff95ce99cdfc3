import { getContext, setContext } from 'svelte';
import type { PaletteItem } from '#lib/ui/palette.ts';
import type { SyncState } from '#lib/ui/sync-state.ts';

const KEY = Symbol('frame');

/** What the frame around every screen offers to the screen in it. */
export type Frame = {
  readonly sync: SyncState;
  signOut: () => Promise<void>;
  openPalette: () => void;
  openHelp: () => void;
  /** What the screen that is open can do, for the palette; until the returned function is called. */
  offer: (commands: () => readonly PaletteItem[]) => () => void;
};

export function provideFrame(frame: Frame): Frame {
  return setContext(KEY, frame);
}

export function useFrame(): Frame {
  return getContext<Frame>(KEY);
}
