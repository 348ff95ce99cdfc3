/** One thing the server found. `messageId` is null when the person's name was what matched. */
export type FoundModel = {
  conversationId: string;
  contactName: string;
  inboxName: string;
  messageId: string | null;
  text: string | null;
  author: string | null;
  at: number;
};

const PAUSE_MS = 120;
const SHORTEST = 2;

/** What the server finds for what is typed, a moment after the typing pauses. Call while a component is being set up. */
export function findEverywhere(query: () => string): { readonly found: readonly FoundModel[] } {
  let found = $state.raw<readonly FoundModel[]>([]);
  $effect(() => {
    const asked = query().trim();
    if (asked.length < SHORTEST) {
      found = [];
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      fetch(`/api/search?q=${encodeURIComponent(asked)}`, { signal: abort.signal })
        .then(async (answer) => (answer.ok ? ((await answer.json()) as { found: FoundModel[] }).found : []))
        // Offline, the names this device knows are still found: nothing to say here.
        .catch(() => (abort.signal.aborted ? null : []))
        .then((rows) => rows && (found = rows));
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  });
  return {
    get found() {
      return found;
    },
  };
}
