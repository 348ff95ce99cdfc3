import { phoneWords } from '#lib/i18n/phone-words.svelte.ts';

/** The words of the phone come with it; nothing is drawn in one language and then in another. */
export async function load(): Promise<void> {
  await phoneWords.ready;
}
