import type { Pool } from 'pg';
import { sendDecision } from '#schema/domain/send-decision.ts';
import type { SendDecision, SendResult } from '#schema/domain/send-decision.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { applyDelivery } from './apply-delivery.ts';
import type { Failure } from './apply-delivery.ts';
import { applyParkedStatuses } from './apply-parked-statuses.ts';
import type { SendOutcome } from '../providers/whatsapp/send-message.ts';
import { uuidv7 } from '../new-id.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import type { ClaimedItem } from './claimed-item.ts';
import { noteTooFast } from './slow-down.ts';
import { takenStep } from './taken-step.ts';
import { tellAdmins } from './tell-admins.ts';

function resultOf(outcome: SendOutcome): SendResult {
  if (outcome.kind !== 'refused') return { kind: outcome.kind };
  return { kind: 'refused', ...outcome.classification, retryAfterMs: outcome.retryAfterMs };
}

function failureOf(outcome: SendOutcome): Failure {
  if (outcome.kind === 'refused') {
    return {
      key: outcome.classification.key,
      code: outcome.code,
      title: outcome.title,
      details: outcome.details,
    };
  }
  return {
    key: 'unreachable',
    code: null,
    title: null,
    details: 'reason' in outcome ? outcome.reason : null,
  };
}

/** Writes down how an attempt ended and what follows, in one transaction. Returns the decision. */
export async function settleAttempt(
  pool: Pool,
  { item, outcome, lane, now }: { item: ClaimedItem; outcome: SendOutcome; lane: string; now: number },
): Promise<SendDecision> {
  const decision = sendDecision(resultOf(outcome), item.attempts);
  await noteTooFast(pool, { channelId: item.channelId, outcome, now });
  await inTransaction(pool, async (tx) => {
    await tx.query(
      `update outbox_attempt set finished_at = to_timestamp($2::float8 / 1000), outcome = $3, http_status = $4, error_code = $5, detail = $6
       where id = $1`,
      [
        item.attemptId,
        now,
        outcome.kind,
        outcome.kind === 'refused' ? outcome.httpStatus : null,
        outcome.kind === 'refused' ? outcome.code : null,
        outcome.kind === 'refused' ? outcome.details : 'reason' in outcome ? outcome.reason : null,
      ],
    );
    // A worker that comes back after its lease ran out may still bring proof; it may not put the message back in line.
    const held = await tx.query(
      `select 1 from outbox_item where id = $1 and lease_id = $2 and state = 'sending'`,
      [item.id, item.attemptId],
    );
    const isHolder = held.rowCount === 1;
    const { messageId } = item;
    if (messageId === null) {
      // A reaction is no message: nobody waits for its ticks, and one whose answer was lost is not worth a person's time.
      const isOver = decision.next !== 'again' && decision.next !== 'pauseChannel';
      if (isOver) {
        await setState(tx, item, decision.next === 'failed' ? 'failed' : 'done');
        if (decision.next === 'failed') await dropReaction(tx, item, now);
        return;
      }
    }
    if (messageId !== null && decision.next === 'done' && outcome.kind === 'sent') {
      await setState(tx, item, 'done');
      await applyDelivery(tx, takenStep({ ...outcome, messageId, at: now }));
      await applyParkedStatuses(tx, {
        workspaceId: item.workspaceId,
        messageId,
        providerMessageId: outcome.providerMessageId,
      });
      return;
    }
    if (!isHolder) return;
    if (messageId !== null && decision.next === 'unconfirmed') {
      await setState(tx, item, 'unconfirmed');
      await applyDelivery(tx, { messageId, evidence: 'unconfirmed', from: 'call', at: now });
      return;
    }
    if (messageId !== null && decision.next === 'failed') {
      await setState(tx, item, 'failed');
      if (failureOf(outcome).key === 'mediaExpired') await forgetUpload(tx, messageId);
      await applyDelivery(tx, {
        messageId,
        evidence: 'failed',
        // Where nothing was called, nobody answered.
        from: outcome.kind === 'refused' && outcome.httpStatus === 0 ? 'worker' : 'call',
        at: now,
        failure: failureOf(outcome),
      });
      return;
    }
    const delayMs = decision.next === 'again' ? decision.delayMs : 0;
    await tx.query(
      `update outbox_item set state = 'queued', leased_until = null, lease_id = null, not_before = to_timestamp($2::float8 / 1000) where id = $1`,
      [item.id, now + delayMs],
    );
    if (messageId !== null) await applyDelivery(tx, { messageId, evidence: 'queued', from: 'call', at: now });
    if (decision.next === 'pauseChannel')
      await pauseChannel(tx, item.channelId, { failure: failureOf(outcome), now });
    else await enqueue(tx, 'drain-outbox', { lane }, { runAt: now + delayMs });
  });
  return decision;
}

async function setState(
  tx: Queryable,
  item: ClaimedItem,
  state: 'done' | 'unconfirmed' | 'failed',
): Promise<void> {
  await tx.query(`update outbox_item set state = $2, leased_until = null, settled_at = now() where id = $1`, [
    item.id,
    state,
  ]);
}

/** The provider no longer has the file: the next try brings it anew. */
async function forgetUpload(tx: Queryable, messageId: string): Promise<void> {
  await tx.query(
    'update media set provider_media_id = null, provider_uploaded_at = null where message_id = $1',
    [messageId],
  );
}

/** The reaction did not go: it leaves the bubble, and the timeline says so. */
async function dropReaction(tx: Queryable, item: ClaimedItem, now: number): Promise<void> {
  const dropped = await tx.query<{ conversationId: string }>(
    `update message set reactions = (select coalesce(jsonb_agg(r), '[]') from jsonb_array_elements(reactions) r where r ->> 'by' <> 'member')
     where id = $1 returning conversation_id as "conversationId"`,
    [item.payload.targetMessageId],
  );
  const conversationId = dropped.rows[0]?.conversationId;
  if (conversationId === undefined) return;
  await tx.query(
    `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, data, at)
     values ($1, $2, $3, 'reaction_failed', 'system', '{}', to_timestamp($4::float8 / 1000))`,
    [uuidv7(), item.workspaceId, conversationId, now],
  );
}

/** Stops a channel once, tells those who can mend it, and keeps what is queued until they have. */
async function pauseChannel(
  tx: Queryable,
  channelId: string,
  { failure, now }: { failure: Failure; now: number },
): Promise<void> {
  const paused = await tx.query<{ workspaceId: string; name: string }>(
    `update channel set state = 'paused', paused_reason = $2, paused_at = to_timestamp($3::float8 / 1000)
     where id = $1 and state = 'active' returning workspace_id as "workspaceId", name`,
    [channelId, failure.key, now],
  );
  for (const { workspaceId, name } of paused.rows) {
    const cause = `paused:${channelId}:${now}`;
    const data = { reason: failure.key };
    await tellAdmins(tx, { cause, workspaceId, kind: 'channel_paused', about: name, data, at: now });
  }
}
