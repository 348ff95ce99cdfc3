import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import type { Live } from '#lib/zero/live-query.svelte.ts';
import { queries } from '#schema/queries/index.ts';
import type { ConversationRow, SavedViewRow } from '#schema/schema.ts';
import { askedOf, endOfToday } from '../day-of-filter.ts';
import { filterOf } from './saved-view-filter.ts';

const MOST_IDS = 100;

/** The conversations of the view that is open, live. Call while a component is being set up. */
export function openList(
  asked: () => {
    open: OpenView;
    saved: SavedViewRow | undefined;
    drafts: ReadonlySet<string>;
    /** Conversations in which something leaves later. */
    scheduled: ReadonlyMap<string, unknown>;
    limit: number;
  },
): Live<readonly ConversationRow[]> {
  // Asked by value: the same words are the same question, however often what they are made of is made anew.
  const question = $derived.by(() => {
    const { open, saved, drafts, scheduled, limit } = asked();
    if (open.savedId) return JSON.stringify({ ...askedOf(filterOf(saved)), limit });
    return JSON.stringify({
      view: open.view,
      limit,
      ...(open.inboxId !== null && { inboxId: open.inboxId }),
      ...(open.view === 'followUps' && { until: endOfToday() }),
      ...(open.view === 'drafts' && { ids: [...drafts].sort().slice(0, MOST_IDS) }),
      ...(open.view === 'scheduled' && { ids: [...scheduled.keys()].sort().slice(0, MOST_IDS) }),
    });
  });
  return liveQuery<readonly ConversationRow[]>(() => {
    const args = JSON.parse(question);
    return 'filter' in args ? queries.conversation.filtered(args) : queries.conversation.list(args);
  });
}
