/** Is this template advertising, by its provider's word for what it is? */
export function isMarketing(category: string | null | undefined): boolean {
  return category?.toUpperCase().startsWith('MARKETING') === true;
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
