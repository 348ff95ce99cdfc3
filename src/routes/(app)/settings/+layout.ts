import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';

/** The words of these pages come with them; nothing is drawn in one language and then in another. */
export async function load(): Promise<void> {
  await settingsWords.ready;
}
