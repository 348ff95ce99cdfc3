import { clock } from '#lib/ui/clock.svelte.ts';
import { newId } from '#lib/zero/new-id.ts';
import { mutators } from '#lib/zero/zero.svelte.ts';
import type { ConversationRow } from '#schema/schema.ts';

/** What a conversation was before it was put aside. */
export type Before = Pick<ConversationRow, 'id' | 'status' | 'snoozedUntil' | 'closedReason'>;

/** The way back to where a conversation was before it was closed or hidden: closed, asleep until its time, or open. */
export function putBack({ id, status, snoozedUntil, closedReason }: Before) {
  const at = clock.exact();
  const base = { id, activityId: newId(), at };
  if (status === 'closed') return mutators.conversation.close({ ...base, reason: closedReason ?? null });
  const until = status === 'snoozed' && snoozedUntil != null && snoozedUntil > at ? snoozedUntil : null;
  return mutators.conversation.reopen({ ...base, isUndo: true, until });
}
