import { MediaQuery } from 'svelte/reactivity';

const query = new MediaQuery('max-width: 759.98px', false);

/** Whether one pane is shown at a time. Layout follows CSS; this is for what must differ in the markup. */
export const phone = {
  get isPhone(): boolean {
    return query.current;
  },
};
