import { callGraph, type GraphAccess } from './call-graph.ts';
import { endOf, type Refused, type Unavailable, type Unknown } from './send-message.ts';

export type MarkReadOutcome = { kind: 'marked' } | Refused | Unavailable | Unknown;

/** The body that marks a message, and all before it, as read; with `isTyping` the customer sees us typing (≤ 25 s). */
export function buildMarkReadBody(
  providerMessageId: string,
  { isTyping = false } = {},
): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: providerMessageId,
    ...(isTyping ? { typing_indicator: { type: 'text' } } : {}),
  };
}

/** Marks as read. Harmless to repeat, so `unknown` may simply be tried again. Never throws. */
export async function markRead(
  { phoneNumberId, ...access }: GraphAccess & { phoneNumberId: string },
  { providerMessageId, isTyping }: { providerMessageId: string; isTyping?: boolean },
): Promise<MarkReadOutcome> {
  const path = `${encodeURIComponent(phoneNumberId)}/messages`;
  const json = buildMarkReadBody(providerMessageId, isTyping === undefined ? {} : { isTyping });
  const ended = endOf(await callGraph(access, { method: 'POST', path, json }));
  return ended.kind === 'ok' ? { kind: 'marked' } : ended;
}
