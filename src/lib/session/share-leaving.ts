/** What the tabs of one device that are signed in share: a place each, and a word when one of them signs out. */
const NAME = 'kazi.tabs';
const LONGEST_WAIT_MS = 1_500;

/**
 * Takes this tab's place among them until the returned function is called. `onasked` is called when another tab signs out:
 * it waits for this one to say its goodbyes and leave its place, while the session they share is still good.
 */
export function takePlace(onasked: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.onmessage = onasked;
  let leave = (): void => undefined;
  const left = new Promise<void>((resolve) => (leave = resolve));
  void navigator.locks?.request(NAME, { mode: 'shared' }, () => left);
  return () => {
    channel.close();
    leave();
  };
}

/** Asks all other tabs to leave, and waits until they have or have had time enough. Call when this tab has left its own place. */
export async function askOthersToLeave(): Promise<void> {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage('leave');
  channel.close();
  // Whoever is alone here is given it at once.
  const signal = AbortSignal.timeout(LONGEST_WAIT_MS);
  await navigator.locks?.request(NAME, { signal }, () => undefined).catch(() => undefined);
}
