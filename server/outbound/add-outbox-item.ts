import { uuidv7 } from '../new-id.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { LATER_LANE } from './outbox-lane.ts';

const ADD = `
  insert into outbox_item (id, workspace_id, channel_id, lane, kind, message_id, payload, not_before, is_campaign)
  select $1, m.workspace_id, c.channel_id, case when $4 then $5 || m.id else 'conversation:' || c.id end, 'message', m.id,
    $6::jsonb, to_timestamp($3::float8 / 1000), $7
  from message m join conversation c on c.id = m.conversation_id
  where m.id = $2
  on conflict (message_id) do nothing
  returning lane`;

// What a campaign owes this person already goes ahead of the reply, and as fast as it: a conversation keeps its order.
const HURRY = `update outbox_item set is_campaign = false where lane = $1 and state = 'queued' and is_campaign`;

const TRAIL = `
  insert into message_transition (id, workspace_id, message_id, status, applied, evidence, at)
  select $1, workspace_id, id, 'queued', true, $4, to_timestamp($3::float8 / 1000) from message where id = $2`;

/**
 * Owes the provider this message, and rings the bell, in the caller's transaction. A message already owed is not owed
 * twice. `at`: instant in ms at which it was written. `notBefore`: instant in ms from which it may leave; until then it
 * can be taken back, and the worker finds it by itself when its time comes. `isLater`: it waits beside its
 * conversation's lane, so that what is written meanwhile does not wait behind it. `isCampaign`: one of many, which goes
 * behind what people write and rings no bell. `from`: on whose word, for the trail.
 */
export async function addOutboxItem(
  tx: Queryable,
  {
    messageId,
    at,
    notBefore = at,
    isLater = false,
    isCampaign = false,
    from = 'member',
  }: {
    messageId: string;
    at: number;
    notBefore?: number;
    isLater?: boolean;
    isCampaign?: boolean;
    from?: string;
  },
): Promise<void> {
  const isDelayed = notBefore > at;
  const added = await tx.query<{ lane: string }>(ADD, [
    uuidv7(),
    messageId,
    notBefore,
    isLater,
    LATER_LANE,
    JSON.stringify(isDelayed ? { isDelayed } : {}),
    isCampaign,
  ]);
  const lane = added.rows[0]?.lane;
  if (lane === undefined) return;
  await tx.query(TRAIL, [uuidv7(), messageId, at, from]);
  if (isCampaign) return;
  await tx.query(HURRY, [lane]);
  if (!isDelayed) await enqueue(tx, 'drain-outbox', { lane }, { runAt: at });
}
