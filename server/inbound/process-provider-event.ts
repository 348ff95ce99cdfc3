import type { Pool } from 'pg';
import { inTransaction, isOutage, isTransient } from '../db/in-transaction.ts';
import type { EventItem } from '../providers/whatsapp/event-item.ts';
import { parseWhatsAppEvent } from '../providers/whatsapp/parse-event.ts';
import type { Queryable } from '../queue.ts';
import { findChannel, learnAccount, learnNumber } from './find-channel.ts';
import type { ChannelLine } from './find-channel.ts';
import { recordAccountNotice } from './record-account-notice.ts';
import { recordCall } from './record-call.ts';
import { recordChange, recordIdentityChange } from './record-change.ts';
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
 * for a person to retry. Throws only when the database asks to try again later.
 */
export async function processProviderEvent(pool: Pool, eventId: string): Promise<ProcessedEvent> {
  try {
    return await inTransaction(pool, async (tx) => {
      const locked = await tx.query<{ body: Buffer; state: string; receivedAt: number }>({
        name: 'lock-event',
        text: 'select body, state, received_at as "receivedAt" from provider_event where id = $1 for update skip locked',
        values: [eventId],
      });
      const event = locked.rows[0];
      if (!event || event.state === 'processed' || event.state === 'dismissed')
        return { state: 'skipped', workspaceIds: [] };
      const { items, faults, numbers } = parseWhatsAppEvent(JSON.parse(event.body.toString('utf8')), {
        receivedAt: event.receivedAt,
      });
      if (items.length === 0) throw new UnreadableEvent(faults[0] ?? 'nothing in it that we know');
      const workspaceIds = new Set<string>();
      let isUnknownChannel = false;
      for (const item of items) {
        if (item.kind === 'account') {
          for (const id of await recordTemplateUpdate(tx, item)) workspaceIds.add(id);
          for (const id of await recordAccountNotice(tx, item, event.receivedAt)) workspaceIds.add(id);
        }
        const channel = await findChannel(tx, item.phoneNumberId);
        if (!channel) isUnknownChannel ||= item.phoneNumberId !== null;
        else {
          workspaceIds.add(channel.workspaceId);
          await learnAccount(tx, channel, item.wabaId);
          await learnNumber(tx, channel, numbers.get(channel.phoneNumberId));
          await recordItem(tx, channel, item);
        }
      }
      await tx.query({
        name: 'settle-event',
        text: `update provider_event set state = $2, unknown_channel = $3, error = $4, attempts = attempts + 1, processed_at = now() where id = $1`,
        values: [
          eventId,
          faults.length > 0 ? 'failed' : 'processed',
          isUnknownChannel,
          faults.length > 0 ? faults.join('; ').slice(0, 500) : null,
        ],
      });
      return { state: faults.length > 0 ? 'failed' : 'processed', workspaceIds: [...workspaceIds] };
    });
  } catch (error) {
    if (isTransient(error) || isOutage(error)) throw error;
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    await pool.query(
      `update provider_event set state = 'failed', error = $2, attempts = attempts + 1 where id = $1 and state in ('pending', 'failed')`,
      [eventId, reason],
    );
    return { state: 'failed', workspaceIds: [], error: reason };
  }
}

class UnreadableEvent extends Error {}

async function recordItem(tx: Queryable, channel: ChannelLine, item: EventItem): Promise<void> {
  switch (item.kind) {
    case 'message':
      // A group is not a one-to-one thread: kept in the journal, never opened as a conversation.
      if (item.groupId === undefined) await recordMessage(tx, channel, arrivedFromMessage(item));
      return;
    case 'echo':
      await recordMessage(tx, channel, arrivedFromEcho(item));
      return;
    case 'history':
      for (const arrived of arrivedFromHistory(item)) await recordMessage(tx, channel, arrived);
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
