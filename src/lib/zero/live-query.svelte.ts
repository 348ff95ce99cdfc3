import type { ResultType } from '@rocicorp/zero';
import { zero } from './zero.svelte.ts';

type Materializable = Parameters<ReturnType<typeof zero>['materialize']>[0];

/** A live result. `data` is undefined until the local store has answered; `isComplete` once the server has. */
export type Live<T> = { readonly data: T | undefined; readonly isComplete: boolean };

/** How long a query that left the screen is kept warm, so that going back is instant. */
const KEEP_WARM = '5m';

/**
 * Keeps a component in step with a query. `ask` may read reactive state: when that changes, the old view is dropped and
 * the new one taken up; null asks for nothing. Rows are shared with the store and keep their identity while unchanged,
 * so they are held raw and a keyed list touches only what moved. Call while a component is being set up.
 */
export function liveQuery<T>(ask: () => unknown): Live<T> {
  let data = $state.raw<T | undefined>(undefined);
  let status = $state.raw<ResultType>('unknown');

  $effect.pre(() => {
    const query = ask();
    if (query === null) {
      data = undefined;
      status = 'unknown';
      return;
    }
    const view = zero().materialize(query as Materializable, { ttl: KEEP_WARM });
    // A new question must not show the old answer, not even for a frame.
    data = undefined;
    status = 'unknown';
    const stop = view.addListener((rows, resultType) => {
      data = rows as T;
      status = resultType;
    });
    return () => {
      stop();
      view.destroy();
    };
  });

  return {
    get data() {
      return data;
    },
    get isComplete() {
      return status === 'complete';
    },
  };
}
