import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/** Puts a text on the clipboard and says whether the browser let us. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.show(i18n.t.apiKeys.copied);
  } catch {
    toasts.show(i18n.t.apiKeys.copyFailed, { tone: 'failed' });
  }
}
