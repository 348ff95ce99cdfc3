/** Is this template advertising, by its provider's word for what it is? */
export function isMarketing(category: string | null | undefined): boolean {
  return category?.toUpperCase().startsWith('MARKETING') === true;
}

/** What ends advertising when it is all that a customer taps or writes: Meta's own button first. */
const STOPS = ['stop promotions', 'stop', 'unsubscribe', 'opt out', 'acha matangazo', 'sitaki matangazo'];

/** Does a customer ask for no more advertising with this button of a template, or with these words? */
export function asksToStop(said: readonly (string | null | undefined)[]): boolean {
  return said.some((words) =>
    STOPS.includes(
      (words ?? '')
        .trim()
        .replace(/[.!]+$/, '')
        .toLowerCase(),
    ),
  );
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
