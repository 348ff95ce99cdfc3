import type { DemoConversation } from './content/demo-data.ts';

/**
 * One running thread per contact: what scripts tell as several visits of one person, months or days apart, is one
 * conversation that was closed and opened again. The last visit says where it stands now.
 */
export function mergeThreads(conversations: readonly DemoConversation[]): DemoConversation[] {
  const byContact = new Map<string, DemoConversation[]>();
  for (const c of conversations) byContact.set(c.contact, [...(byContact.get(c.contact) ?? []), c]);
  return [...byContact.values()].map((visits) => {
    const inOrder = visits.toSorted((a, b) => a.messages[0]!.at - b.messages[0]!.at);
    const last = inOrder.at(-1)!;
    return {
      ...last,
      messages: inOrder.flatMap((v) => v.messages),
      activities: inOrder.flatMap((v) => v.activities),
    };
  });
}
