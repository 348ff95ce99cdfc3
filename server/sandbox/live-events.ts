export type LiveEvent = { type: 'message' | 'status' | 'customer' | 'typing' | 'faults' | 'reset' } & Record<
  string,
  unknown
>;

export interface LiveEvents {
  publish(event: LiveEvent): void;
  /** Returns the way to stop listening. */
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

/** What the phones on screen hear about while they are open. Nothing is kept for those who come later. */
export function createLiveEvents(): LiveEvents {
  const listeners = new Set<(event: LiveEvent) => void>();
  return {
    publish(event) {
      for (const listener of listeners) listener(event);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
