/** Is this template advertising, by its provider's word for what it is? */
export function isMarketing(category: string | null | undefined): boolean {
  return category?.toUpperCase().startsWith('MARKETING') === true;
}

/** What ends advertising when it is all that a customer taps or writes: Meta's own button first. */
const STOPS = ['stop promotions', 'stop', 'unsubscribe', 'opt out', 'acha matangazo', 'sitaki matangazo'];

/** What undoes it, said as shortly. */
const STARTS = [
  'start promotions',
  'start',
  'subscribe',
  'opt in',
  'anza',
  'anza matangazo',
  'nataka matangazo',
];

/**
 * Does a customer ask for no more advertising with this button of a template, or with these words, or for it again? Null
 * when they say something else.
 */
export function marketingWordIn(said: readonly (string | null | undefined)[]): 'stop' | 'start' | null {
  const bare = said.map((words) =>
    (words ?? '')
      .trim()
      .replace(/[.!]+$/, '')
      .toLowerCase(),
  );
  if (bare.some((words) => STOPS.includes(words))) return 'stop';
  return bare.some((words) => STARTS.includes(words)) ? 'start' : null;
}

/**
 * Would this template be advertising to somebody who asked for none? Utility and service messages go all the same, and so
 * does every answer to what they ask.
 */
export function isUnwanted({
  category,
  optedOutAt,
}: {
  category: string | null | undefined;
  optedOutAt: number | null | undefined;
}): boolean {
  return isMarketing(category) && (optedOutAt ?? null) !== null;
}
