import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';

/** What is said of people stands among the words of Settings; nothing is drawn in one language and then in another. */
export async function load(): Promise<void> {
  await settingsWords.ready;
}
