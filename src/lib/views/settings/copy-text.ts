import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/** Puts a text on the clipboard and says whether the browser let us. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(settingsWords.t.apiKeys.copied);
  } catch {
    toasts.show(settingsWords.t.apiKeys.copyFailed, { tone: 'failed' });
  }
}
