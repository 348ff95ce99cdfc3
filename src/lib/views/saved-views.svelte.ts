import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type { SavedViewOrderRow, SavedViewRow } from '#schema/schema.ts';
import { inOwnOrder } from './own-order.ts';

/** The views I saved and those others share, in my own order. Call while a component is being set up. */
export function watchSavedViews(isWanted: () => boolean = () => true): {
  readonly all: readonly SavedViewRow[];
} {
  const views = liveQuery<readonly SavedViewRow[]>(() =>
    isWanted() ? queries.oversight.savedViews() : null,
  );
  const order = liveQuery<SavedViewOrderRow>(() => (isWanted() ? queries.oversight.savedViewOrder() : null));
  const all = $derived(inOwnOrder(views.data ?? [], (order.data?.viewIds ?? []) as string[]));
  return {
    get all() {
      return all;
    },
  };
}
