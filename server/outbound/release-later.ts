import type { Pool } from 'pg';
import { isUnwanted } from '#schema/domain/marketing-stop.ts';
import { sessionWindow } from '#schema/domain/session-window.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Queryable } from '../queue.ts';
import { applyDelivery } from './apply-delivery.ts';
import { hasUnread } from './has-unread.ts';
import { lockLane } from './outbox-lane.ts';
import { recountConversation } from './recount-conversation.ts';

type Due = {
  id: string;
  messageId: string;
  conversationId: string;
  windowClosesAt: number | null;
  type: string;
  category: string | null;
  optedOutAt: number | null;
};

const REASONS = {
  windowShut: {
    key: 'windowShut',
    code: 131047,
    details: 'the window shut before the time this was written for',
  },
  marketingStopped: {
    key: 'marketingStopped',
    code: null,
    details: 'the customer asked for no marketing before the time this was written for',
  },
} as const;

const FIND = `
  select o.id, o.message_id as "messageId", m.conversation_id as "conversationId", m.type, c.window_closes_at as "windowClosesAt",
    m.content ->> 'category' as category, p.opted_out_at as "optedOutAt"
  from outbox_item o join message m on m.id = o.message_id join conversation c on c.id = m.conversation_id
    join contact p on p.id = c.contact_id
  where o.lane = $1 and o.state = 'queued' and o.not_before <= to_timestamp($2::float8 / 1000)
  for update of o`;

const PUT_OFF = 'update outbox_item set not_before = to_timestamp($2::float8 / 1000) where id = $1';
const LOOKS_AGAIN_MS = 2_000;

// A number of its own again: it goes behind what its conversation owes already.
const JOIN = `
  update outbox_item set lane = $2, sequence = default, not_before = to_timestamp($3::float8 / 1000) where id = $1`;

/**
 * A reply written for later has come due: it joins its conversation's lane and becomes the last thing said, or, when the
 * window has shut meanwhile or the customer asked for no marketing, fails with that reason without a call. A window is shut
 * once everything that came in was read. Returns the lane to drain, or null when there is nothing to do. `now`: instant in ms.
 */
export async function releaseLater(
  pool: Pool,
  { lane, now }: { lane: string; now: number },
): Promise<string | null> {
  return inTransaction(pool, async (tx) => {
    await lockLane(tx, lane);
    const due = (await tx.query<Due>(FIND, [lane, now])).rows[0];
    if (!due) return null;
    const { messageId, conversationId } = due;
    const isShut = due.type !== 'template' && sessionWindow({ closesAt: due.windowClosesAt, now }) === 'shut';
    if (isShut && (await hasUnread(tx))) {
      await tx.query(PUT_OFF, [due.id, now + LOOKS_AGAIN_MS]);
      return null;
    }
    // It arrives in its conversation now, whenever it was written.
    await tx.query(
      'update message set at = to_timestamp($2::float8 / 1000), created_at = now() where id = $1',
      [messageId, now],
    );
    const isUnwantedNow = due.type === 'template' && isUnwanted(due);
    if (isUnwantedNow || isShut) {
      await fail(tx, due, { reason: isUnwantedNow ? 'marketingStopped' : 'windowShut', now });
      return null;
    }
    const ownLane = `conversation:${conversationId}`;
    await tx.query(JOIN, [due.id, ownLane, now]);
    await recountConversation(tx, conversationId);
    return ownLane;
  });
}

async function fail(
  tx: Queryable,
  due: Due,
  { reason, now }: { reason: keyof typeof REASONS; now: number },
): Promise<void> {
  await tx.query(`update outbox_item set state = 'failed', settled_at = now() where id = $1`, [due.id]);
  await applyDelivery(tx, {
    messageId: due.messageId,
    evidence: 'failed',
    from: 'worker',
    at: now,
    failure: { ...REASONS[reason], title: null },
  });
}
