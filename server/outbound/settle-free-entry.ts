import { freeEntryOf } from '#schema/domain/free-entry.ts';
import type { FreeEntry } from '#schema/domain/free-entry.ts';
import type { Queryable } from '../queue.ts';
import { LATER_LANE } from './outbox-lane.ts';

const LOCK = `
  select entry_at as "entryAt", free_until as "freeUntil" from conversation where id = $1 for no key update`;

// What failed, was taken back or waits for later has answered nobody.
const ENTRIES = `
  select e.at, (
    select min(a.at) from message a
    where a.conversation_id = e.conversation_id and a.direction = 'outbound' and a.at >= e.at
      and a.status not in ('failed', 'cancelled') and not exists (
        select 1 from outbox_item o where o.message_id = a.id and o.state = 'queued' and starts_with(o.lane, $2))
  ) as "answeredAt"
  from message e where e.conversation_id = $1 and e.opens_entry`;

const SAVE = `
  update conversation set entry_at = to_timestamp($2::float8 / 1000), free_until = to_timestamp($3::float8 / 1000)
  where id = $1`;

/**
 * Tells anew until when a conversation is free, from its messages' own times. Costs a look where nobody ever came from an
 * advertisement.
 */
export async function settleFreeEntry(tx: Queryable, conversationId: string): Promise<void> {
  const known = (await tx.query<FreeEntry>(LOCK, [conversationId])).rows[0];
  if (!known || known.entryAt === null) return;
  const entries = await tx.query<{ at: number; answeredAt: number | null }>(ENTRIES, [
    conversationId,
    LATER_LANE,
  ]);
  const { entryAt, freeUntil } = freeEntryOf(entries.rows);
  if (entryAt === known.entryAt && freeUntil === known.freeUntil) return;
  await tx.query(SAVE, [conversationId, entryAt, freeUntil]);
}
