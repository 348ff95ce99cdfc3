import { formatInstant } from '#lib/format/time.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { ConversationRowModel } from '#lib/inbox/conversation-row.ts';
import { clock } from '#lib/ui/clock.svelte.ts';
import { liveQuery } from '#lib/zero/live-query.svelte.ts';
import { isScheduled } from '#schema/domain/undo-window.ts';
import { queries } from '#schema/queries/index.ts';
import type { MessageRow } from '#schema/schema.ts';

const MOST = 200;
const HOUR_MS = 3_600_000;

/** What leaves next in one conversation, and how much more follows. */
export type Scheduled = { at: number; text: string; more: number };

/** The conversations in which something leaves later, the next first. Call while a component is being set up. */
export function watchScheduled(): { readonly all: ReadonlyMap<string, Scheduled> } {
  // Asked from a full hour on, so that every screen of that hour asks the same.
  const from = Math.floor(clock.exact() / HOUR_MS) * HOUR_MS;
  const rows = liveQuery<readonly MessageRow[]>(() => queries.message.scheduled({ from, limit: MOST }));
  const all = $derived.by(() => {
    const found = new Map<string, Scheduled>();
    for (const m of rows.data ?? []) {
      if (!isScheduled(m, clock.now)) continue;
      const first = found.get(m.conversationId);
      if (first) first.more += 1;
      else found.set(m.conversationId, { at: m.at, text: m.text ?? '', more: 0 });
    }
    return found;
  });
  return {
    get all() {
      return all;
    },
  };
}

/** Rows that tell what will leave and when, instead of what was said last; the next first. */
export function scheduledRows(
  rows: readonly ConversationRowModel[],
  all: ReadonlyMap<string, Scheduled>,
): ConversationRowModel[] {
  return rows
    .flatMap((row) => {
      const scheduled = all.get(row.id);
      return scheduled ? [scheduledRow(row, scheduled)] : [];
    })
    .sort((one, other) => one.at - other.at);
}

function scheduledRow(row: ConversationRowModel, scheduled: Scheduled): ConversationRowModel {
  const words = i18n.t.later;
  const when = words.leaves(formatInstant(scheduled.at, i18n.format));
  const more = scheduled.more > 0 ? `, ${words.more(scheduled.more)}` : '';
  return {
    ...row,
    at: scheduled.at,
    preview: `${when}${more}: ${scheduled.text}`,
    previewKind: 'text',
    previewWho: null,
    hasDraft: false,
  };
}
