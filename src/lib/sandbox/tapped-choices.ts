import type { PhoneMessage } from './sandbox-api.ts';

/** The titles the customer tapped, by the message they were tapped on. */
export function tappedChoices(chat: readonly PhoneMessage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const tapped = new Map<string, Set<string>>();
  for (const { type, replyToId, text } of chat) {
    if (type !== 'choice' || replyToId === null || text === null) continue;
    tapped.set(replyToId, (tapped.get(replyToId) ?? new Set()).add(text));
  }
  return tapped;
}
