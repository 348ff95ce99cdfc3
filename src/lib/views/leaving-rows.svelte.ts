import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { holdsOpenOnly } from '#lib/inbox/inbox-views.ts';
import { afterPaint, painted } from '#lib/ui/after-paint.ts';
import type { ConversationRow } from '#schema/schema.ts';

let leaving = $state.raw<ReadonlySet<string>>(new Set());

/** The conversations a list shows, without those that were just put aside here and that the store still calls open. */
export function withoutLeaving(
  conversations: readonly ConversationRow[],
  open: OpenView,
): readonly ConversationRow[] {
  if (leaving.size === 0 || !holdsOpenOnly(open)) return conversations;
  return conversations.filter(({ id, status }) => status !== 'open' || !leaving.has(id));
}

/**
 * Puts conversations aside: their rows are gone in the frame of the key, and `act` has its turn after it. `act` calls
 * `onapplied` once the store of this device has done its part, well or not; from then on the list is the store's again.
 */
export async function putAside(ids: readonly string[], act: (onapplied: () => void) => void): Promise<void> {
  leaving = new Set([...leaving, ...ids]);
  await painted();
  act(() => afterPaint(() => (leaving = new Set([...leaving].filter((id) => !ids.includes(id))))));
}
