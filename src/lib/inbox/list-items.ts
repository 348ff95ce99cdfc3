import type { ConversationRowModel } from './conversation-row.ts';

/** What the virtual list draws: headings with counts, and rows. */
export type ListItem =
  | { kind: 'heading'; key: string; waitingOn: 'us' | 'customer'; count: number }
  | { kind: 'row'; key: string; row: ConversationRowModel };

/** Rows in their given order under "waiting on us" and "waiting on customer"; without headings when ungrouped. */
export function listItems(rows: readonly ConversationRowModel[], isGrouped: boolean): ListItem[] {
  const asItem = (row: ConversationRowModel): ListItem => ({ kind: 'row', key: row.id, row });
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
