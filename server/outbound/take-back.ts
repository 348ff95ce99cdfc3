import { applyDelivery } from './apply-delivery.ts';
import type { Queryable } from '../queue.ts';
import { lockLane } from './outbox-lane.ts';
import { recountConversation } from './recount-conversation.ts';

type Item = { id: string; state: string; lane: string; conversationId: string };

const FIND = `
  select o.id, o.state, o.lane, m.conversation_id as "conversationId"
  from outbox_item o join message m on m.id = o.message_id where o.message_id = $1`;

/**
 * Takes a message back before any call is made for it, under the lock the worker claims with, so that exactly one of the
 * two happens. False when it is too late. `at`: instant in ms.
 */
export async function takeBack(
  tx: Queryable,
  { messageId, at }: { messageId: string; at: number },
): Promise<boolean> {
  const item = await lockItem(tx, messageId);
  if (item?.state !== 'queued') return false;
  await tx.query(`update outbox_item set state = 'cancelled', settled_at = now() where id = $1`, [item.id]);
  // A file of its own is its writer's to send again.
  await tx.query('update media set message_id = null where message_id = $1 and uploaded_by is not null', [
    messageId,
  ]);
  await applyDelivery(tx, { messageId, evidence: 'cancelled', from: 'member', at });
  await recountConversation(tx, item.conversationId);
  return true;
}

async function lockItem(tx: Queryable, messageId: string): Promise<Item | undefined> {
  let lane = (await tx.query<Item>(FIND, [messageId])).rows[0]?.lane;
  while (lane !== undefined) {
    await lockLane(tx, lane);
    const item = (await tx.query<Item>(`${FIND} for update of o`, [messageId])).rows[0];
    if (item?.lane === lane) return item;
    // Its time came just now: it stands in its conversation's lane.
    lane = item?.lane;
  }
  return undefined;
}
