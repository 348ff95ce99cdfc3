import { SvelteMap } from 'svelte/reactivity';
import { zero } from '#lib/zero/zero.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type { SavedViewRow } from '#schema/schema.ts';
import { askedOf } from '../day-of-filter.ts';
import { filterOf } from './saved-view-filter.ts';

/** A view that holds more than this is said to hold "this many and more". */
export const MOST_COUNTED = 200;
const MOST_VIEWS = 20;

type Materializable = Parameters<ReturnType<typeof zero>['materialize']>[0];

/** How many each saved view holds now, by its id. Call while a component is being set up. */
export function watchSavedCounts(saved: () => readonly SavedViewRow[]): ReadonlyMap<string, number> {
  const counts = new SvelteMap<string, number>();
  // By value: a view that was only renamed is not counted anew.
  const asked = $derived(
    JSON.stringify(
      saved()
        .slice(0, MOST_VIEWS)
        .map((view) => [view.id, askedOf(filterOf(view))]),
    ),
  );
  $effect.pre(() => {
    const stops = (JSON.parse(asked) as [string, ReturnType<typeof askedOf>][]).map(([id, filter]) => {
      const query = queries.conversation.filtered({ ...filter, limit: MOST_COUNTED });
      const view = zero().materialize(query as unknown as Materializable, { ttl: '5m' });
      const stop = view.addListener((rows) => counts.set(id, (rows as unknown as readonly unknown[]).length));
      return () => {
        stop();
        view.destroy();
      };
    });
    return () => {
      for (const stop of stops) stop();
    };
  });
  return counts;
}
