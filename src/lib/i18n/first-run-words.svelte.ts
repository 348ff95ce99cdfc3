import { enFirstRun } from './en-first-run.ts';
import { i18n } from './i18n.svelte.ts';

/** What the first steps of a new business say, in the chosen language. */
export const firstRunWords = i18n.addPart(enFirstRun, {
  sw: async () => (await import('./sw-first-run.ts')).swFirstRun,
});
