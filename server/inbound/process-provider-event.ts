import type { Pool } from 'pg';
import { inTransaction, isOutage, isTransient } from '../db/in-transaction.ts';
import type { EventItem } from '../providers/whatsapp/event-item.ts';
import { parseWhatsAppEvent } from '../providers/whatsapp/parse-event.ts';
import type { Queryable } from '../queue.ts';
import { arrivalId } from './arrival-id.ts';
import { findChannel, isNewsOf, keepHeard, learnAccount, learnNumber } from './find-channel.ts';
import type { ChannelLine } from './find-channel.ts';
import { recordAccountNotice, recordValueError } from './record-account-notice.ts';
import { recordCall } from './record-call.ts';
import { recordChange } from './record-change.ts';
import { recordIdentityChange } from './record-identity-change.ts';
import { arrivedFromEcho, arrivedFromHistory, arrivedFromMessage, recordMessage } from './record-message.ts';
import { recordPreference } from './record-preference.ts';
import { recordTemplateUpdate } from './record-template-update.ts';
import { recordStatuses } from './record-status.ts';

export type ProcessedEvent = {
  state: 'processed' | 'failed' | 'skipped';
  workspaceIds: string[];
  error?: string;
};

/**
 * Gives one journal row its meaning: everything it says is projected in one transaction that also marks it processed,
 * so that a crash leaves it either done or untouched. What cannot be read is marked failed with its reason and stays
 * for a person to retry; in a batch that is the one piece, and the others are read all the same. Throws only when the
 * database asks to try again later.
 */
export async function processProviderEvent(pool: Pool, eventId: string): Promise<ProcessedEvent> {
  let reason = '';
  // Piece by piece only after it did not work as a whole: nearly everything does, and pieces cost round trips.
  for (const byPiece of [false, true]) {
    try {
      return await inTransaction(pool, (tx) => readEvent(tx, eventId, byPiece));
    } catch (error) {
      if (isTransient(error) || isOutage(error)) throw error;
      reason = reasonOf(error);
      if (error instanceof UnreadableEvent) break;
    }
  }
  await pool.query(
    `update provider_event set state = 'failed', error = $2, attempts = attempts + 1 where id = $1 and state in ('pending', 'failed')`,
    [eventId, reason],
  );
  return { state: 'failed', workspaceIds: [], error: reason };
}

class UnreadableEvent extends Error {}

type Event = { body: Buffer; state: string; receivedAt: number };

async function readEvent(tx: Queryable, eventId: string, byPiece: boolean): Promise<ProcessedEvent> {
  // One that another worker is reading is theirs; waiting for it would only keep this worker from others.
  const locked = await tx.query<Event>({
    name: 'lock-event',
    text: 'select body, state, received_at as "receivedAt" from provider_event where id = $1 for update skip locked',
    values: [eventId],
  });
  const event = locked.rows[0];
  if (!event || event.state === 'processed' || event.state === 'dismissed')
    return { state: 'skipped', workspaceIds: [] };
  const { receivedAt } = event;
  const { items, faults, numbers } = parseWhatsAppEvent(JSON.parse(event.body.toString('utf8')), {
    receivedAt,
  });
  if (items.length === 0) throw new UnreadableEvent(faults[0] ?? 'nothing in it that we know');
  const workspaceIds = new Set<string>();
  const heard = new Set<string>();
  let isUnknownChannel = false;
  let place = 0;
  const nextId = () => arrivalId({ receivedAt, eventId, place: place++ });

  async function readPiece(item: EventItem): Promise<void> {
    if (item.kind === 'account') {
      for (const id of await recordTemplateUpdate(tx, item)) workspaceIds.add(id);
      for (const id of await recordAccountNotice(tx, item, receivedAt)) workspaceIds.add(id);
    }
    const channel = await findChannel(tx, item.phoneNumberId);
    if (!channel) {
      isUnknownChannel ||= item.phoneNumberId !== null;
      return;
    }
    workspaceIds.add(channel.workspaceId);
    if (isNewsOf(channel, receivedAt)) heard.add(channel.id);
    await learnAccount(tx, channel, item.wabaId);
    await learnNumber(tx, channel, numbers.get(channel.phoneNumberId));
    if (item.kind === 'valueError') await recordValueError(tx, channel, { item, now: receivedAt });
    else await recordItem(tx, channel, { item, nextId });
  }

  for (const [index, item] of items.entries()) {
    const fault =
      byPiece && items.length > 1 ? await setAside(tx, () => readPiece(item)) : await readPiece(item);
    if (fault) faults.push(`piece ${index + 1} (${item.kind}): ${fault}`);
  }
  const state = faults.length > 0 ? 'failed' : 'processed';
  const error = faults.length > 0 ? faults.join('; ').slice(0, 500) : null;
  await tx.query({
    name: 'settle-event',
    text: `update provider_event set state = $2, unknown_channel = $3, error = $4, attempts = attempts + 1, processed_at = now() where id = $1`,
    values: [eventId, state, isUnknownChannel, error],
  });
  await keepHeard(tx, heard, receivedAt);
  return { state, workspaceIds: [...workspaceIds], ...(error !== null && { error }) };
}

/** Runs one piece of work so that its failure undoes only itself. Returns the reason, or nothing when it worked. */
async function setAside(tx: Queryable, work: () => Promise<void>): Promise<string | undefined> {
  await tx.query('savepoint piece');
  try {
    await work();
    await tx.query('release savepoint piece');
    return undefined;
  } catch (error) {
    if (isTransient(error) || isOutage(error)) throw error;
    await tx.query('rollback to savepoint piece');
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 500);
}

async function recordItem(
  tx: Queryable,
  channel: ChannelLine,
  { item, nextId }: { item: EventItem; nextId: () => string },
): Promise<void> {
  switch (item.kind) {
    case 'message':
      // A group is not a one-to-one thread: kept in the journal, never opened as a conversation.
      if (item.groupId === undefined) await recordMessage(tx, channel, nextId(), arrivedFromMessage(item));
      return;
    case 'echo':
      await recordMessage(tx, channel, nextId(), arrivedFromEcho(item));
      return;
    case 'history':
      for (const arrived of arrivedFromHistory(item)) await recordMessage(tx, channel, nextId(), arrived);
      return;
    case 'status':
      return recordStatuses(tx, [{ channel, item }]);
    case 'reaction':
    case 'edit':
    case 'revoke':
      return recordChange(tx, channel, item);
    case 'system':
      return recordIdentityChange(tx, channel, item);
    case 'userPreference':
      return recordPreference(tx, channel, item);
    case 'call':
      return recordCall(tx, channel, item);
    case 'account':
    case 'valueError':
    case 'ignored':
      // Kept in the journal as received; nothing in the inbox changes.
      return;
  }
}
