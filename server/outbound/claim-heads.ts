import type { Pool } from 'pg';
import { slowedPace } from '#schema/domain/send-slowdown.ts';
import { inTransaction, retryTransient } from '../db/in-transaction.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import { applyDeliveries } from './apply-deliveries.ts';
import type { CallGate } from './call-gate.ts';
import { LEASE_MS } from './claim-next.ts';
import type { Claim } from './claim-next.ts';
import { tryLockLanes } from './outbox-lane.ts';
import { readHeads } from './read-heads.ts';
import type { Head } from './read-heads.ts';
import { takeTurns } from './send-pace.ts';

// A person's reply is found by the clock when its turn comes; a campaign's is fetched as the pace allows anyway.
const PUT_OFF = `
  update outbox_item o set not_before = to_timestamp(u.at / 1000),
    payload = case when o.is_campaign then o.payload else o.payload || '{"isDelayed": true}' end
  from unnest($1::uuid[], $2::float8[]) u (id, at) where o.id = u.id and o.state = 'queued'`;

const CLAIM = `
  with claimed as (
    update outbox_item o set state = 'sending', attempts = o.attempts + 1, lease_id = u.attempt_id,
      leased_until = to_timestamp($3::float8 / 1000)
    from unnest($1::uuid[], $2::uuid[]) u (id, attempt_id) where o.id = u.id)
  insert into outbox_attempt (id, outbox_item_id, started_at)
  select attempt_id, id, to_timestamp($4::float8 / 1000) from unnest($1::uuid[], $2::uuid[]) u (id, attempt_id)`;

/** So long the provider's answers are waited for before it is asked again whether another call may begin. */
const GATE_MS = 200;

type Ask = { lanes: readonly string[]; now: number; gate: CallGate };

/**
 * Takes the heads of many lanes at once, with one look into the bucket of their number and one commit before all their
 * calls. Null for a lane that must be looked at by itself: somebody else works on it, its lease ran out, its file is not
 * with the provider, or it has another head than a moment ago. No lane may be named twice. Whoever makes a claimed call
 * leaves the gate when it is answered. `now`: instant in ms.
 */
export async function claimHeads(pool: Pool, { lanes, now, gate }: Ask): Promise<(Claim | null)[]> {
  const heads = new Map((await readHeads(pool, lanes)).map((head) => [head.lane, head]));
  const claims = new Map<string, Claim | null>();
  const ready: Head[] = [];
  for (const lane of lanes) {
    const head = heads.get(lane);
    const known = judge(head, now);
    if (known === 'ready') ready.push(head!);
    else claims.set(lane, known);
  }
  const granted = await askForTurns(pool, { ready, now, gate }, claims);
  if (granted.length > 0) {
    try {
      const taken = await inTransaction(pool, (tx) => claimGranted(tx, granted, now));
      for (const [lane, claim] of taken) claims.set(lane, claim);
    } finally {
      for (const { lane, channelId } of granted) if (!claims.has(lane)) gate.leave(channelId);
    }
  }
  return lanes.map((lane) => claims.get(lane) ?? null);
}

function judge(head: Head | undefined, now: number): Claim | 'ready' | null {
  if (!head || head.paused) return { kind: 'empty' };
  const { isCampaign, isDelayed, leasedUntil } = head;
  if (head.state === 'sending')
    return leasedUntil !== null && leasedUntil > now ? { kind: 'later', at: leasedUntil, isCampaign } : null;
  if (head.notBefore > now) return { kind: 'later', at: head.notBefore, isCampaign, isDelayed };
  return head.needsUpload ? null : 'ready';
}

/** Those who may go, each in the gate by now. The others' claims say when to look again, and so do their items. */
async function askForTurns(
  pool: Pool,
  { ready, now, gate }: { ready: readonly Head[]; now: number; gate: CallGate },
  claims: Map<string, Claim | null>,
): Promise<Head[]> {
  const granted: Head[] = [];
  const putOff: { id: string; at: number }[] = [];
  const wait = ({ id, lane, isCampaign }: Head, waitMs: number, isOwn: boolean) => {
    const at = now + waitMs;
    claims.set(lane, { kind: 'later', at, isCampaign, isDelayed: !isCampaign });
    if (isOwn || !isCampaign) putOff.push({ id, at });
  };
  for (const heads of Map.groupBy(ready, ({ channelId }) => channelId).values()) {
    const asks: Head[] = [];
    const { holdMs, ...pace } = slowedPace(heads[0]!.sendsPerSecond, { ...heads[0]!, now });
    for (const [n, head] of heads.entries()) {
      if (holdMs > 0) {
        // One after another once it may send again, not all at once.
        wait(head, holdMs + Math.ceil((n * 1_000) / pace.sendsPerSecond), false);
        continue;
      }
      if (gate.free({ ...head, ...pace }) === 0) {
        wait(head, GATE_MS, false);
        continue;
      }
      gate.enter(head.channelId);
      asks.push(head);
    }
    if (asks.length === 0) continue;
    const turns = await retryTransient(() => takeTurns(pool, { ...asks[0]!, ...pace, asks, now })).catch(
      (error: unknown) => {
        for (const { channelId } of [...asks, ...granted]) gate.leave(channelId);
        throw error;
      },
    );
    for (const [n, head] of asks.entries()) {
      const { waitMs, isOwn } = turns[n]!;
      if (waitMs === 0) {
        granted.push(head);
        continue;
      }
      gate.leave(head.channelId);
      wait(head, waitMs, isOwn);
    }
  }
  if (putOff.length > 0) {
    const values = [putOff.map(({ id }) => id), putOff.map(({ at }) => at)];
    // Not written down it is only asked for sooner.
    await retryTransient(() => pool.query({ name: 'put-off', text: PUT_OFF, values })).catch(() => undefined);
  }
  return granted;
}

async function claimGranted(
  tx: Queryable,
  granted: readonly Head[],
  now: number,
): Promise<Map<string, Claim>> {
  const turns = new Map(granted.map(({ lane, id }) => [lane, id]));
  // Read under the locks: what a lane owes may have changed since its turn was asked for.
  const mine = await tryLockLanes(tx, [...turns.keys()]);
  const heads = (await readHeads(tx, mine, { isLocked: true })).filter(
    (head) => turns.get(head.lane) === head.id && judge(head, now) === 'ready',
  );
  const claimed = heads.map((head) => ({ head, attemptId: uuidv7() }));
  if (claimed.length === 0) return new Map();
  await tx.query({
    name: 'claim-heads',
    text: CLAIM,
    values: [
      claimed.map(({ head }) => head.id),
      claimed.map(({ attemptId }) => attemptId),
      ...[now + LEASE_MS, now],
    ],
  });
  await applyDeliveries(
    tx,
    heads.flatMap(({ messageId }) =>
      messageId === null ? [] : [{ messageId, evidence: 'sending' as const, from: 'worker', at: now }],
    ),
  );
  return new Map(
    claimed.map(({ head, attemptId }) => [
      head.lane,
      { kind: 'claimed', item: { ...head, attemptId, attempts: head.attempts + 1 } },
    ]),
  );
}
