import type { ConversationRowModel } from '#lib/inbox/conversation-row.ts';
import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { rowModel } from '#lib/inbox/row-model.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { keepSame } from '#lib/ui/keep-same.ts';
import type { ConversationRow } from '#schema/schema.ts';
import { withoutLeaving } from '../leaving-rows.svelte.ts';
import { scheduledRows } from './scheduled-replies.svelte.ts';
import type { Scheduled } from './scheduled-replies.svelte.ts';
import { useWorkspace } from '../workspace.svelte.ts';

/** What the open view lists, ready to draw. Call while a component is being set up. */
export function listedRows(
  asked: () => {
    open: OpenView;
    conversations: readonly ConversationRow[];
    drafts: ReadonlySet<string>;
    scheduled: ReadonlyMap<string, Scheduled>;
  },
): { readonly all: readonly ConversationRowModel[] } {
  const workspace = useWorkspace();
  let before: readonly ConversationRowModel[] = [];
  const rows = $derived.by(() => {
    const { open, conversations, drafts, scheduled } = asked();
    const { members, reads, presence, session: me } = workspace;
    const around = { members, reads, presence, drafts, me, now: clock.now };
    const listed = withoutLeaving(conversations, open).map((c) => rowModel(c, around));
    // The clock asks once a second, and most seconds change nothing.
    return (before = keepSame(before, open.view === 'scheduled' ? scheduledRows(listed, scheduled) : listed));
  });
  return {
    get all() {
      return rows;
    },
  };
}
