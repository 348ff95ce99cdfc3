import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type { MessageRow } from '#schema/schema.ts';

const PAGE = 50;
const MOST = 2_000;

type Rows = readonly MessageRow[];

/**
 * The messages on screen: the newest of a conversation, or, while one message is asked for by its id, those around it,
 * growing at either end. The newest stay at hand meanwhile. Call while the thread is being set up.
 */
export function watchMessages(ask: { conversationId: () => string; targetId: () => string | null }) {
  let newestLimit = $state(PAGE);
  let olderLimit = $state(PAGE);
  let newerLimit = $state(PAGE);

  $effect.pre(() => {
    void ask.conversationId();
    void ask.targetId();
    newestLimit = olderLimit = newerLimit = PAGE;
  });

  const newest = liveQuery<readonly MessageRow[]>(() =>
    queries.message.window({ conversationId: ask.conversationId(), limit: newestLimit }),
  );
  const targetRow = liveQuery<MessageRow>(() => {
    const id = ask.targetId();
    return id === null ? null : queries.message.byId({ id });
  });
  // A message of another conversation, or one that is gone, is nowhere to be shown: the newest are.
  const targetAt = $derived(
    targetRow.data?.conversationId === ask.conversationId() ? targetRow.data.at : null,
  );
  const isAround = $derived(
    ask.targetId() !== null && (targetAt !== null || (!targetRow.isComplete && !targetRow.data)),
  );
  const until = liveQuery<readonly MessageRow[]>(() =>
    targetAt === null
      ? null
      : queries.message.until({ conversationId: ask.conversationId(), at: targetAt, limit: olderLimit }),
  );
  const after = liveQuery<readonly MessageRow[]>(() =>
    targetAt === null
      ? null
      : queries.message.after({ conversationId: ask.conversationId(), at: targetAt, limit: newerLimit }),
  );
  // What this device happens to hold of a stretch has gaps in it: neighbours are shown once the server has named them all.
  let held = $state.raw<{ of: string | null; until: Rows; after: Rows }>({ of: null, until: [], after: [] });
  const isWhole = $derived(until.isComplete && after.isComplete);
  $effect.pre(() => {
    if (isWhole) held = { of: ask.targetId(), until: until.data ?? [], after: after.data ?? [] };
  });
  const around = $derived.by<Rows>(() => {
    if (held.of === ask.targetId()) return [...[...held.after].reverse(), ...held.until];
    return targetRow.data ? [targetRow.data] : [];
  });
  const shown = $derived(isAround ? around : (newest.data ?? []));
  const grown = (limit: number) => Math.min(MOST, limit + PAGE);

  return {
    /** Newest first. */
    get shown(): readonly MessageRow[] {
      return shown;
    },
    /** The newest, whatever is on screen. */
    get newest(): readonly MessageRow[] {
      return newest.data ?? [];
    },
    get isAround() {
      return isAround;
    },
    /** The server has named all that is shown: it has no gaps. */
    get isWhole() {
      return isAround ? isWhole : newest.isComplete;
    },
    get hasOlder() {
      return isAround ? (until.data?.length ?? 0) >= olderLimit : (newest.data?.length ?? 0) >= newestLimit;
    },
    /** More of the newest can be asked for. */
    get canGrow() {
      return (newest.data?.length ?? 0) >= newestLimit && newestLimit < MOST;
    },
    /** There are newer ones than those on screen. */
    get hasNewer() {
      return isAround && (!isWhole || held.after.length >= newerLimit);
    },
    /** All that is shown at once is shown: further up one goes by what stands around one of them. */
    get isFull() {
      return (isAround ? olderLimit : newestLimit) >= MOST;
    },
    /** `atLeast`: so many are wanted. */
    showOlder(atLeast = 0): void {
      if (isAround) olderLimit = isWhole ? grown(olderLimit) : olderLimit;
      else newestLimit = Math.min(MOST, Math.max(grown(newestLimit), atLeast));
    },
    showNewer(): void {
      if (isWhole) newerLimit = grown(newerLimit);
    },
  };
}
