type Asked = {
  picked: { all: () => void; clear: () => void };
  /** Everything the view holds is listed. */
  isComplete: () => boolean;
  /** Lists more of the view. */
  widen: () => void;
};

/**
 * Picks all in the view, also what was not listed yet; but not what comes later, unseen, before the next key. Call while
 * a screen is being set up.
 */
export function pickAll({ picked, isComplete, widen }: Asked) {
  let isWanted = $state(false);

  $effect(() => {
    if (!isWanted || !isComplete()) return;
    isWanted = false;
    picked.all();
  });

  return {
    ask(): void {
      widen();
      isWanted = true;
    },
    drop(): void {
      isWanted = false;
      picked.clear();
    },
  };
}
