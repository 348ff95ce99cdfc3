import type { Pool } from 'pg';
import { slowDown } from '#schema/domain/send-slowdown.ts';
import type { Slowdown } from '#schema/domain/send-slowdown.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { SendOutcome } from '../providers/whatsapp/send-message.ts';

// Kept among the buckets: `tokens` is the share of its speed that was left, `next_turn_at` until when nothing leaves.
const BEGIN = `
  insert into send_bucket (key, tokens, filled_at, next_turn_at) values ($1, 1, to_timestamp(0), to_timestamp(0)) on conflict (key) do nothing`;
const LOCK = `
  select tokens as share, filled_at as at, next_turn_at as "holdUntil" from send_bucket where key = $1 for update`;
const SAVE = `
  update send_bucket set tokens = $2, filled_at = to_timestamp($3::float8 / 1000), next_turn_at = to_timestamp($4::float8 / 1000)
  where key = $1`;

const ACCOUNT = `select coalesce(waba_id, id::text) as id from channel where id = $1`;

/**
 * The provider found us too fast: the number, the account or our app, whichever it named, goes slower for a while, for all
 * workers. Too many to one person, and every other refusal, slows nobody else.
 */
export async function noteTooFast(
  pool: Pool,
  { channelId, outcome, now }: { channelId: string; outcome: SendOutcome; now: number },
): Promise<void> {
  if (outcome.kind !== 'refused') return;
  const key = await keyOf(pool, channelId, outcome.classification.scope);
  if (key === null) return;
  await inTransaction(pool, async (tx) => {
    await tx.query(BEGIN, [key]);
    const known = (await tx.query<Slowdown>(LOCK, [key])).rows[0] ?? null;
    const { share, at, holdUntil } = slowDown(known, { now, retryAfterMs: outcome.retryAfterMs });
    await tx.query(SAVE, [key, share, at, holdUntil]);
  });
}

async function keyOf(pool: Pool, channelId: string, scope: string | undefined): Promise<string | null> {
  if (scope === 'number') return `slow:number:${channelId}`;
  if (scope === 'app') return 'slow:app';
  if (scope !== 'waba') return null;
  const account = (await pool.query<{ id: string }>(ACCOUNT, [channelId])).rows[0];
  return account ? `slow:account:${account.id}` : null;
}
