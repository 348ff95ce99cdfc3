import { uuidv7 } from '../new-id.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';

const ADD = `
  insert into outbox_item (id, workspace_id, channel_id, lane, kind, payload, not_before)
  select $1, m.workspace_id, c.channel_id, 'conversation:' || c.id, 'reaction', $4::jsonb, to_timestamp($3::float8 / 1000)
  from message m join conversation c on c.id = m.conversation_id
  where m.id = $2 and m.provider_message_id is not null
  returning lane`;

/**
 * Owes the provider our reaction to a message, behind whatever its conversation owes already. `emoji` null takes it back.
 * False when the provider does not know the message, so that there is nothing to react to.
 */
export async function addReactionItem(
  tx: Queryable,
  { messageId, emoji, at }: { messageId: string; emoji: string | null; at: number },
): Promise<boolean> {
  const payload = JSON.stringify({ targetMessageId: messageId, emoji });
  const added = await tx.query<{ lane: string }>(ADD, [uuidv7(), messageId, at, payload]);
  const lane = added.rows[0]?.lane;
  if (lane === undefined) return false;
  await enqueue(tx, 'drain-outbox', { lane }, { runAt: at });
  return true;
}
