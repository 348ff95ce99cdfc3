import type { Pool } from 'pg';
import { slowedPace } from '#schema/domain/send-slowdown.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { applyDelivery } from './apply-delivery.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { ClaimedItem } from './claimed-item.ts';
import { lockLane } from './outbox-lane.ts';
import { readHeads } from './read-heads.ts';
import type { Head } from './read-heads.ts';
import { takeTurn } from './send-pace.ts';

/** The longest a call may take before another worker may conclude that its answer is lost. */
export const LEASE_MS = 30_000;

export type Claim =
  | { kind: 'claimed'; item: ClaimedItem }
  /** The head's file must be with the provider first; nothing was claimed. */
  | { kind: 'upload'; itemId: string; messageId: string }
  /** Nothing to do in this lane, now or until someone rings again. */
  | { kind: 'empty' }
  /**
   * The head of the lane is not due, or another worker is calling: look again then (instant in ms). `isDelayed`: it is
   * found by the clock and needs no bell.
   */
  | { kind: 'later'; at: number; isCampaign: boolean; isDelayed?: boolean };

/** `waitMs` 0: its turn is taken. */
type TurnOfHead = { itemId: string; waitMs: number };
type Ask = {
  lane: string;
  now: number;
  /** This item's file could not be uploaded: it is claimed as it is, to be settled with the reason. */
  withoutUpload?: string;
};

/**
 * Takes the head of a lane and commits, before any call, that a call is about to be made. A head whose lease ran out
 * belongs to a worker that died mid-call: its answer is unknown, and unknown is a state of its own, never a resend.
 */
export async function claimNext(pool: Pool, ask: Ask): Promise<Claim> {
  for (;;) {
    // Every lane of a number wants the same bucket: it is locked for one statement, not until a claim has been written.
    const turn = await takeTurnOfHead(pool, ask);
    const claim = await inTransaction(pool, (tx) => claimWith(tx, ask, turn));
    // Another head than the one the turn was for: it wants its own.
    if (claim !== null) return claim;
  }
}

async function takeTurnOfHead(pool: Pool, { lane, now, withoutUpload }: Ask): Promise<TurnOfHead | null> {
  const head = (await readHeads(pool, [lane]))[0];
  if (!head || head.paused || head.state === 'sending' || head.notBefore > now) return null;
  if (head.needsUpload && head.id !== withoutUpload) return null;
  const { holdMs, ...pace } = slowedPace(head.sendsPerSecond, { ...head, now });
  const waitMs = holdMs > 0 ? holdMs : await takeTurn(pool, { ...head, ...pace, lane, now });
  return { itemId: head.id, waitMs };
}

async function claimWith(
  tx: Queryable,
  { lane, now, withoutUpload }: Ask,
  turn: TurnOfHead | null,
): Promise<Claim | null> {
  await lockLane(tx, lane);
  for (;;) {
    const head = (await readHeads(tx, [lane], { isLocked: true }))[0];
    if (!head || head.paused) return { kind: 'empty' };
    const { isCampaign } = head;
    if (head.state === 'sending') {
      if (head.leasedUntil !== null && head.leasedUntil > now)
        return { kind: 'later', at: head.leasedUntil, isCampaign };
      await tx.query(`update outbox_item set state = 'unconfirmed', leased_until = null where id = $1`, [
        head.id,
      ]);
      await tx.query(
        `update outbox_attempt set outcome = 'unknown', detail = 'the worker ended during the call' where outbox_item_id = $1 and outcome is null`,
        [head.id],
      );
      await follow(tx, head, { evidence: 'unconfirmed', at: now });
      continue;
    }
    if (head.notBefore > now) return { kind: 'later', at: head.notBefore, isCampaign };
    if (head.needsUpload && head.messageId !== null && head.id !== withoutUpload)
      return { kind: 'upload', itemId: head.id, messageId: head.messageId };
    if (turn?.itemId !== head.id) return null;
    if (turn.waitMs > 0) {
      // Written down, so that it is not asked for sooner.
      const at = now + turn.waitMs;
      await tx.query('update outbox_item set not_before = to_timestamp($2::float8 / 1000) where id = $1', [
        head.id,
        at,
      ]);
      return { kind: 'later', at, isCampaign };
    }
    return { kind: 'claimed', item: await writeClaim(tx, head, now) };
  }
}

async function writeClaim(tx: Queryable, head: Head, now: number): Promise<ClaimedItem> {
  const attemptId = uuidv7();
  await tx.query(
    `update outbox_item set state = 'sending', attempts = attempts + 1, lease_id = $2, leased_until = to_timestamp($3::float8 / 1000) where id = $1`,
    [head.id, attemptId, now + LEASE_MS],
  );
  await tx.query(
    `insert into outbox_attempt (id, outbox_item_id, started_at) values ($1, $2, to_timestamp($3::float8 / 1000))`,
    [attemptId, head.id, now],
  );
  await follow(tx, head, { evidence: 'sending', at: now });
  return { ...head, attemptId, attempts: head.attempts + 1 };
}

async function follow(
  tx: Queryable,
  { messageId }: Head,
  { evidence, at }: { evidence: 'sending' | 'unconfirmed'; at: number },
): Promise<void> {
  if (messageId !== null) await applyDelivery(tx, { messageId, evidence, from: 'worker', at });
}
