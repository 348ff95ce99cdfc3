import { createHash } from 'node:crypto';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import { Problem } from './problem.ts';

export type Answer = { status: number; body: string; isReplay: boolean };

/** Long enough for any sane retry; older answers go a few at a time as new ones come. */
const KEPT_DAYS = 7;

const RESERVE = `
  insert into idempotency_key (workspace_id, caller, key_hash, request_hash, route) values ($1, $2, $3, $4, $5)
  on conflict do nothing`;

const READ = `
  select request_hash as "requestHash", route, status, body from idempotency_key
  where workspace_id = $1 and caller = $2 and key_hash = $3`;

const KEEP = `
  update idempotency_key set status = $4, body = $5 where workspace_id = $1 and caller = $2 and key_hash = $3`;

const FORGET = `
  delete from idempotency_key where ctid in (
    select ctid from idempotency_key where created_at < now() - make_interval(days => $1) limit 4 for update skip locked)`;

type Kept = { requestHash: Buffer; route: string; status: number; body: string };

/**
 * Does the work once per idempotency key, in the caller's transaction: the answer is kept beside the effect. A second
 * request with the key waits for the first and gets its answer; when the first was refused or failed, nothing
 * happened, and the second does the work. Throws `idempotency_mismatch` when the key stood for another request.
 */
export async function answerOnce(
  tx: Queryable,
  asked: { caller: Caller; key: string; route: string; bytes: Uint8Array },
  work: () => Promise<{ status: number; body: string }>,
): Promise<Answer> {
  const { caller, route } = asked;
  const requestHash = createHash('sha256').update(route).update('\n').update(asked.bytes).digest();
  const place = [caller.workspaceId, caller.id, createHash('sha256').update(asked.key).digest()];
  // The unique index makes a request that comes at the same time wait here until the first has ended.
  const reserved = await tx.query(RESERVE, [...place, requestHash, route]);
  if (reserved.rowCount === 0) {
    const kept = (await tx.query<Kept>(READ, place)).rows[0];
    if (!kept?.requestHash.equals(requestHash)) {
      throw new Problem('idempotency_mismatch', {
        detail:
          'This Idempotency-Key was used before with another address or body. Repeat a request unchanged, or take a new key.',
      });
    }
    return { status: kept.status, body: kept.body, isReplay: true };
  }
  const { status, body } = await work();
  await tx.query(KEEP, [...place, status, body]);
  await tx.query(FORGET, [KEPT_DAYS]);
  return { status, body, isReplay: false };
}

/** The key of a request, or null without one. Throws `bad_idempotency_key` when it is empty, long or not plain. */
export function readIdempotencyKey(header: string | undefined): string | null {
  if (header === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(header)) return header;
  throw new Problem('bad_idempotency_key', {
    detail: 'Use 1 to 255 visible ASCII characters without spaces, for example a UUID.',
  });
}
