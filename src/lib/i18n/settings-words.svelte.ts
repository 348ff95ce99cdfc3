import { enSettings } from './en-settings.ts';
import { i18n } from './i18n.svelte.ts';

/** What the pages of Settings say, in the chosen language. */
export const settingsWords = i18n.addPart(enSettings, {
  sw: async () => (await import('./sw-settings.ts')).swSettings,
});
