import { notices } from '../notices.svelte.ts';
import { ownershipActs } from '../ownership-acts.ts';

/**
 * What was told about the conversation in front of a person is read, without going to the list for it. Call while the
 * inbox is being set up.
 */
export function readWhatIsSeen(conversationId: () => string | null): void {
  let isVisible = $state(document.visibilityState === 'visible');
  // Asked once each: a refusal is not an invitation to ask for ever.
  const asked = new Set<string>();

  $effect(() => {
    const onVisibility = () => (isVisible = document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', onVisibility);
    return () => document.removeEventListener('visibilitychange', onVisibility);
  });

  $effect(() => {
    const id = conversationId();
    if (id === null || !isVisible) return;
    const ids = notices.all.filter((n) => n.conversationId === id && !n.readAt && !asked.has(n.id));
    if (ids.length === 0) return;
    for (const n of ids) asked.add(n.id);
    void ownershipActs.readNotices(ids.map((n) => n.id));
  });
}
