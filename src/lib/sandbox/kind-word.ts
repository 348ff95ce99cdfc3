import type { Messages } from '#lib/i18n/en.ts';

/** The word for a message's type ("Photo"); null for a type, or a text, that has none. */
export function kindWord(type: string, types: Messages['types']): string | null {
  const word = Object.entries(types).find(([name]) => name === type)?.[1];
  return typeof word === 'string' ? word : null;
}
