import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import type { StatusItem } from '../providers/whatsapp/event-item.ts';
import { parseWhatsAppEvent } from '../providers/whatsapp/parse-event.ts';
import type { Queryable } from '../queue.ts';
import { findChannel, learnAccount } from './find-channel.ts';
import type { ChannelLine } from './find-channel.ts';
import { recordStatuses } from './record-status.ts';
import type { Reported } from './record-status.ts';

type Line = { id: string; body: Buffer; receivedAt: number };
type StatusEvent = { id: string; items: StatusItem[] };

// Whatever has the word in it may be about statuses alone; what has not is somebody's message and is not fetched here.
const PEEK = `
  select id::text, body, received_at as "receivedAt" from provider_event
  where id = any ($1::bigint[]) and state in ('pending', 'failed') and position('"statuses"'::bytea in body) > 0`;

const LOCK = `
  select e.id::text from provider_event e where e.id = any ($1::bigint[]) and e.state in ('pending', 'failed') order by e.id for update`;

const SETTLE = `
  update provider_event e set state = 'processed', unknown_channel = u.is_unknown, error = null, attempts = e.attempts + 1, processed_at = now()
  from unnest($1::bigint[], $2::bool[]) u (id, is_unknown) where e.id = u.id`;

/** Which events are understood now, and whose conversations changed. */
export type ProcessedStatuses = { done: Set<string>; workspaceIds: Set<string> };

/**
 * Gives those events their meaning together that bring nothing but delivery statuses: most events do, three for every
 * message that goes out. Everything they say is written in the one transaction that marks them processed. Any other event,
 * and all of them when the transaction fails, is left for `processProviderEvent`.
 */
export async function processStatusEvents(
  pool: Pool,
  eventIds: readonly string[],
): Promise<ProcessedStatuses> {
  const none = { done: new Set<string>(), workspaceIds: new Set<string>() };
  const peeked = await pool.query<Line>({ name: 'peek-events', text: PEEK, values: [eventIds] });
  const events = new Map(peeked.rows.flatMap(readStatuses).map((event) => [event.id, event]));
  if (events.size === 0) return none;
  try {
    return await inTransaction(pool, async (tx) => {
      const locked = await tx.query<{ id: string }>({
        ...{ name: 'lock-events', text: LOCK, values: [[...events.keys()]] },
      });
      return write(
        tx,
        locked.rows.map(({ id }) => events.get(id)!),
      );
    });
  } catch {
    return none;
  }
}

function readStatuses({ id, body, receivedAt }: Line): StatusEvent[] {
  try {
    const { items, faults } = parseWhatsAppEvent(JSON.parse(body.toString('utf8')), { receivedAt });
    const statuses = items.filter((item) => item.kind === 'status');
    const isAll = statuses.length > 0 && statuses.length === items.length && faults.length === 0;
    return isAll ? [{ id, items: statuses }] : [];
  } catch {
    // Its fault is told where it is looked at by itself.
    return [];
  }
}

async function write(tx: Queryable, events: readonly StatusEvent[]): Promise<ProcessedStatuses> {
  const channels = new Map<string | null, ChannelLine | null>();
  const reported: Reported[] = [];
  const workspaceIds = new Set<string>();
  const unknown = new Set<string>();
  for (const { id, items } of events) {
    for (const item of items) {
      const { phoneNumberId, wabaId } = item;
      const channel = channels.get(phoneNumberId) ?? (await findChannel(tx, phoneNumberId));
      channels.set(phoneNumberId, channel);
      if (!channel) {
        if (phoneNumberId !== null) unknown.add(id);
        continue;
      }
      await learnAccount(tx, channel, wabaId);
      workspaceIds.add(channel.workspaceId);
      reported.push({ channel, item });
    }
  }
  await recordStatuses(tx, reported);
  const ids = events.map(({ id }) => id);
  const values = [ids, ids.map((id) => unknown.has(id))];
  await tx.query({ name: 'settle-events', text: SETTLE, values });
  return { done: new Set(ids), workspaceIds };
}
