import { keepPlaces } from './keep-places.ts';

/**
 * The order in which the list shows its conversations: the newest order, except while a mouse points at the list.
 * Then rows stay where they are, gone ones leave, new ones wait at the end of the list.
 */
export function createConversationOrder() {
  let isHeld = $state(false);
  let held = $state.raw<readonly string[]>([]);
  let latest: readonly string[] = [];

  return {
    /** True while the order waits for the pointer to leave. */
    get isHeld(): boolean {
      return isHeld;
    },
    /** The ids to show, given the ids in their true order. Call it from a `$derived`. */
    arrange(ids: readonly string[]): readonly string[] {
      latest = ids;
      return isHeld ? keepPlaces(held, ids) : ids;
    },
    /** A mouse came over the list. */
    hold(): void {
      if (isHeld) return;
      held = latest;
      isHeld = true;
    },
    /** The mouse left, or the person asked for the newest order. */
    release(): void {
      isHeld = false;
    },
    /** Takes the newest order now and goes on holding it. */
    catchUp(): void {
      held = latest;
    },
  };
}
