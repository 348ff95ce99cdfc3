import { errorWords } from '#lib/errors/error-sentences.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';

export const ssr = false;
export const prerender = false;

/** Nothing is drawn in one language and then in another. */
export async function load(): Promise<void> {
  await Promise.all([i18n.ready, errorWords.ready]);
}
