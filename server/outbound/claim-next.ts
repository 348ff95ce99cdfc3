import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { applyDelivery } from './apply-delivery.ts';
import { uuidv7 } from '../new-id.ts';

/** The longest a call may take before another worker may conclude that its answer is lost. */
export const LEASE_MS = 30_000;

export type ClaimedItem = {
  id: string;
  attemptId: string;
  messageId: string;
  workspaceId: string;
  channelId: string;
  attempts: number;
};

export type Claim =
  | { kind: 'claimed'; item: ClaimedItem }
  /** Nothing to do in this lane, now or until someone rings again. */
  | { kind: 'empty' }
  /** The head of the lane is not due, or another worker is calling: look again then (instant in ms). */
  | { kind: 'later'; at: number };

type Head = ClaimedItem & {
  state: 'queued' | 'sending';
  notBefore: number;
  leasedUntil: number | null;
  paused: boolean;
};

const HEAD = `
  select o.id, o.message_id as "messageId", o.workspace_id as "workspaceId", o.channel_id as "channelId", o.attempts, o.state,
    o.not_before as "notBefore", o.leased_until as "leasedUntil", ch.state = 'paused' as paused
  from outbox_item o join channel ch on ch.id = o.channel_id
  where o.lane = $1 and o.state in ('queued', 'sending')
  order by o.sequence limit 1 for update of o`;

/**
 * Takes the head of a lane and commits, before any call, that a call is about to be made. A head whose lease ran out
 * belongs to a worker that died mid-call: its answer is unknown, and unknown is a state of its own, never a resend.
 */
export async function claimNext(pool: Pool, { lane, now }: { lane: string; now: number }): Promise<Claim> {
  return inTransaction(pool, async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [lane]);
    for (;;) {
      const head = (await tx.query<Head>(HEAD, [lane])).rows[0];
      if (!head || head.paused) return { kind: 'empty' };
      if (head.state === 'sending') {
        if (head.leasedUntil !== null && head.leasedUntil > now)
          return { kind: 'later', at: head.leasedUntil };
        await tx.query(`update outbox_item set state = 'unconfirmed', leased_until = null where id = $1`, [
          head.id,
        ]);
        await tx.query(
          `update outbox_attempt set outcome = 'unknown', detail = 'the worker ended during the call' where outbox_item_id = $1 and outcome is null`,
          [head.id],
        );
        await applyDelivery(tx, {
          messageId: head.messageId,
          evidence: 'unconfirmed',
          from: 'worker',
          at: now,
        });
        continue;
      }
      if (head.notBefore > now) return { kind: 'later', at: head.notBefore };
      const attemptId = uuidv7();
      await tx.query(
        `update outbox_item set state = 'sending', attempts = attempts + 1, lease_id = $2, leased_until = to_timestamp($3::float8 / 1000) where id = $1`,
        [head.id, attemptId, now + LEASE_MS],
      );
      await tx.query(
        `insert into outbox_attempt (id, outbox_item_id, started_at) values ($1, $2, to_timestamp($3::float8 / 1000))`,
        [attemptId, head.id, now],
      );
      await applyDelivery(tx, { messageId: head.messageId, evidence: 'sending', from: 'worker', at: now });
      return { kind: 'claimed', item: { ...head, attemptId, attempts: head.attempts + 1 } };
    }
  });
}
