import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import type { Live } from '#lib/zero/live-query.svelte.ts';
import { instantAt, wallTime } from '#schema/domain/wall-clock.ts';
import { queries } from '#schema/queries/index.ts';
import type { ConversationRow, SavedViewRow } from '#schema/schema.ts';
import { filterOf } from './saved-view-filter.ts';

const MOST_IDS = 100;

/** The end of today by the business's clock: moves once a day. Instant in ms. */
export function endOfToday(): number {
  const { timeZone } = i18n.format;
  return instantAt({ day: wallTime(clock.now, timeZone).day + 1, minute: 0 }, timeZone);
}

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
    if (open.savedId) return JSON.stringify({ filter: filterOf(saved), limit });
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
