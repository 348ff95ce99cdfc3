import type { Queryable } from '../queue.ts';

const UNREAD = `
  select 1 from provider_event where state = 'pending' and received_at < now() - interval '1 second' limit 1`;

/** Did something come in that no worker has read yet? It may have opened a window that seems shut. */
export async function hasUnread(db: Queryable): Promise<boolean> {
  return (await db.query(UNREAD)).rowCount === 1;
}
