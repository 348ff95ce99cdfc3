import { Refusal } from '#schema/errors.ts';
import type { MessageStatus } from '#schema/tables.gen.ts';
import { applyDelivery } from './apply-delivery.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { recountConversation } from './recount-conversation.ts';

const STATES = { queued: 'queued', sent: 'done', cancelled: 'cancelled' } as const;
const FROM: Record<keyof typeof STATES, readonly MessageStatus[]> = {
  queued: ['failed', 'unconfirmed'],
  sent: ['unconfirmed'],
  cancelled: ['failed', 'unconfirmed'],
};

/**
 * A person's decision about a message that failed or was never confirmed: send it again, call it sent, or let it go.
 * The outbox item and the message move together, in the caller's transaction. An item may be done: the provider took it and
 * refused it later, and the two words came in any order. Refuses `too_late_to_undo` when a colleague or the provider
 * settled it since the asker looked. `at`: instant in ms.
 */
export async function resolveTrouble(
  tx: Queryable,
  { messageId, resolution, at }: { messageId: string; resolution: keyof typeof STATES; at: number },
): Promise<void> {
  const found = await tx.query<{ status: MessageStatus }>(
    'select status from message where id = $1 for no key update',
    [messageId],
  );
  if (!FROM[resolution].includes(found.rows[0]?.status ?? 'received')) throw new Refusal('too_late_to_undo');
  await applyDelivery(tx, { messageId, evidence: resolution, from: 'member', at });
  const moved = await tx.query<{ lane: string }>(
    `update outbox_item set state = $2, leased_until = null, lease_id = null, not_before = to_timestamp($3::float8 / 1000), attempts = 0,
       settled_at = case when $2 = 'queued'::outbox_state then null else now() end
     where message_id = $1 and state in ('failed', 'unconfirmed', 'done') returning lane`,
    [messageId, STATES[resolution], at],
  );
  // What goes again gets another id; the first one's belongs to a try that reached nobody.
  if (resolution === 'queued')
    await tx.query('update message set provider_message_id = null where id = $1', [messageId]);
  const lane = moved.rows[0]?.lane;
  if (resolution === 'cancelled') await recountMessage(tx, messageId);
  if (resolution === 'queued' && lane !== undefined)
    await enqueue(tx, 'drain-outbox', { lane }, { runAt: at });
}

/** What was let go of was never said: the conversation stands as it would without it. */
async function recountMessage(tx: Queryable, messageId: string): Promise<void> {
  const found = await tx.query<{ conversationId: string }>(
    'select conversation_id as "conversationId" from message where id = $1',
    [messageId],
  );
  if (found.rows[0]) await recountConversation(tx, found.rows[0].conversationId);
}
