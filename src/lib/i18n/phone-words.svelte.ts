import { enSandbox } from './en-sandbox.ts';
import { i18n } from './i18n.svelte.ts';

/** What the page of the sandbox phone says, in the chosen language. */
export const phoneWords = i18n.addPart(enSandbox, {
  sw: async () => (await import('./sw-sandbox.ts')).swSandbox,
});
