import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { ContactCardModel } from '#lib/inbox/message.ts';
import { askServer } from '#lib/session/ask-server.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';

/** The cards of a message with their numbers whole, from the server, which writes down who looked; null when not told. */
export async function showNumbers(messageId: string): Promise<ContactCardModel[] | null> {
  const asked = await askServer<{ cards: ContactCardModel[] }>(`/api/numbers/cards/${messageId}`);
  if (asked.kind === 'ok') return asked.value.cards;
  toasts.show(i18n.t.card.failed, { tone: 'failed' });
  return null;
}

/** An identity whole, the same way. */
export async function showIdentity(identityId: string): Promise<string | null> {
  const asked = await askServer<{ value: string }>(`/api/numbers/identities/${identityId}`);
  if (asked.kind === 'ok') return asked.value.value;
  toasts.show(i18n.t.card.failed, { tone: 'failed' });
  return null;
}
