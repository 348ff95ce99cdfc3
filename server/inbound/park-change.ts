import type { EditItem, ReactionItem, RevokeItem } from '../providers/whatsapp/event-item.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';

export type ChangeItem = ReactionItem | EditItem | RevokeItem;

/** The provider's id of the message a change is about. */
export function targetOf(item: ChangeItem): string {
  return item.kind === 'reaction' ? item.targetProviderMessageId : item.originalProviderMessageId;
}

function timeOf(item: ChangeItem): number {
  if (item.kind === 'reaction') return item.sentAt;
  return item.kind === 'edit' ? item.editedAt : item.revokedAt;
}

/**
 * A message and what is said about it may be read at the same moment by two workers: whoever comes second waits here for
 * the first to commit, so that a change is either applied or parked, never lost in between.
 */
export async function lockTarget(tx: Queryable, providerMessageId: string): Promise<void> {
  await tx.query(`select ${targetLock('$1')}`, [providerMessageId]);
}

/** The lock itself, for a statement that writes the message too. `parameter` is the provider's id in that statement. */
export function targetLock(parameter: `$${number}`): string {
  return `pg_advisory_xact_lock(hashtextextended(${parameter}, 2))`;
}

/** Keeps a change until its message is known. The same one twice is one. */
export async function parkChange(
  tx: Queryable,
  channel: Pick<ChannelLine, 'workspaceId'>,
  item: ChangeItem,
): Promise<void> {
  await tx.query(
    `insert into parked_change (workspace_id, target_provider_message_id, kind, at, item)
     values ($1, $2, $3, to_timestamp($4::float8 / 1000), $5) on conflict do nothing`,
    [channel.workspaceId, targetOf(item), item.kind, timeOf(item), JSON.stringify(item)],
  );
}

/** The changes that waited for this message, oldest first; they wait no longer. */
export async function takeParkedChanges(
  tx: Queryable,
  channel: Pick<ChannelLine, 'workspaceId'>,
  providerMessageId: string,
): Promise<ChangeItem[]> {
  const parked = await tx.query<{ item: ChangeItem }>({
    name: 'take-parked-changes',
    text: 'delete from parked_change where workspace_id = $1 and target_provider_message_id = $2 returning item',
    values: [channel.workspaceId, providerMessageId],
  });
  return parked.rows.map((row) => row.item).sort((a, b) => timeOf(a) - timeOf(b));
}
