import type { ConversationRowModel } from './conversation-row.ts';

/** What the virtual list draws: headings with counts, and rows. */
export type ListItem =
  | { kind: 'heading'; key: string; waitingOn: 'us' | 'customer'; count: number }
  | { kind: 'row'; key: string; row: ConversationRowModel };

const ITEMS = new WeakMap<ConversationRowModel, ListItem>();

/** One item for one row: a list that is drawn anew touches only the rows that changed. */
function asItem(row: ConversationRowModel): ListItem {
  const known = ITEMS.get(row);
  if (known) return known;
  const item: ListItem = { kind: 'row', key: row.id, row };
  ITEMS.set(row, item);
  return item;
}

/** Rows in their given order under "waiting on us" and "waiting on customer"; without headings when ungrouped. */
export function listItems(rows: readonly ConversationRowModel[], isGrouped: boolean): ListItem[] {
  if (!isGrouped) return rows.map(asItem);
  const items: ListItem[] = [];
  for (const waitingOn of ['us', 'customer'] as const) {
    const group = rows.filter((row) => row.waitingOn === waitingOn);
    if (group.length === 0) continue;
    items.push({ kind: 'heading', key: `heading-${waitingOn}`, waitingOn, count: group.length });
    items.push(...group.map(asItem));
  }
  return items;
}
