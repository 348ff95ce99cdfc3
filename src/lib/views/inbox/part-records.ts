import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { askServer } from '#lib/session/ask-server.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/** Takes apart two records that were put together, and says how it went. */
export async function partRecords(changeId: string): Promise<void> {
  const words = i18n.t.numberChange;
  const asked = await askServer<{ conversationIds: string[] }>(
    `/api/numbers/changes/${changeId}/separate`,
    {},
  );
  if (asked.kind === 'ok') toasts.show(words.parted);
  else if (asked.kind === 'refused' && asked.status === 409) toasts.show(words.tooLate, { tone: 'failed' });
  else toasts.show(words.partFailed, { tone: 'failed' });
}
