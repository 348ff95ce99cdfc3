import { layout } from '#lib/ui/layout.svelte.ts';

/** From here on the views have a place of their own; narrower, they lie over the rest or are a pane of the phone. */
const BESIDE_PX = 1100;
/** From here on the record has a place of its own beside them, and from the second where they were put away. */
const RECORD_PX = { withViews: 1396, alone: 1196 };

/** Where the list of views is: beside the list unless it was put away, or over it while somebody chooses. */
export function viewsPane() {
  let isOver = $state(false);
  return {
    get isOver(): boolean {
      return isOver;
    },
    get isOpen(): boolean {
      return isOver || layout.hasViews;
    },
    /** There is room for the record beside the thread. */
    get leavesRoom(): boolean {
      return innerWidth >= (layout.hasViews ? RECORD_PX.withViews : RECORD_PX.alone);
    },
    show(): void {
      if (innerWidth < BESIDE_PX) isOver = true;
      else layout.showViews(true);
    },
    hide(): void {
      if (innerWidth < BESIDE_PX) isOver = false;
      else layout.showViews(false);
    },
    toggle(): void {
      if (innerWidth < BESIDE_PX) isOver = !isOver;
      else layout.showViews(!layout.hasViews);
    },
    /** Something was chosen: what lay over the rest goes. */
    leave(): void {
      isOver = false;
    },
  };
}
