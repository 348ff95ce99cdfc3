import type { NotificationRow } from '#schema/schema.ts';

/** What one conversation has to tell, newest first. */
export type NoticeGroup = {
  id: string;
  conversationId: string | null;
  contactName: string;
  rows: NotificationRow[];
  unreadIds: string[];
  at: number;
};

/** Puts what is about one conversation together, where its newest stands. `rows` come newest first. */
export function groupNotices(rows: readonly NotificationRow[]): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>();
  for (const row of rows) {
    const id = row.conversationId ?? row.id;
    const group = groups.get(id) ?? {
      id,
      conversationId: row.conversationId ?? null,
      contactName: row.contactName,
      rows: [],
      unreadIds: [],
      at: row.at,
    };
    group.rows.push(row);
    if (!row.readAt) group.unreadIds.push(row.id);
    groups.set(id, group);
  }
  return [...groups.values()];
}
