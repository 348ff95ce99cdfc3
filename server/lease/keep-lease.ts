import { REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';
import type { Queryable } from '../queue.ts';

/** Since when a row `l` of reply_lease has been silent: its last beat, or that it was taken or taken over. SQL. */
const SILENT_SINCE = `greatest(l.acquired_at,
  (select b.beat_at from reply_lease_beat b where b.conversation_id = l.conversation_id))`;

/** Does the row `l` of reply_lease still hold at the instant in parameter `$n`, ms? SQL, for conditions. */
export function holdsAt(n: number): string {
  return `${SILENT_SINCE} > to_timestamp($${n}::float8 / 1000) - interval '${REPLY_LEASE_MS} milliseconds'`;
}

/** Does the member in `$2` still see the conversation in `$1`? SQL: a tab that was left standing may beat on. */
const SEES = `exists (select 1 from member m join conversation c on c.id = $1
  where m.id = $2 and m.deactivated_at is null and (m.role <> 'agent'
    or exists (select 1 from inbox_member s where s.member_id = m.id and s.inbox_id = c.inbox_id)))`;

// A hold that has run out is not revived: whoever comes after may have counted on that.
const BEAT = `
  with mine as (select l.conversation_id from reply_lease l
    where l.conversation_id = $1 and l.member_id = $2 and ${holdsAt(3)} and ${SEES} for update of l)
  insert into reply_lease_beat (conversation_id, beat_at) select conversation_id, to_timestamp($3::float8 / 1000) from mine
  on conflict (conversation_id) do update set beat_at = greatest(reply_lease_beat.beat_at, excluded.beat_at)`;

// One that is beaten for in this very moment is locked, and no business of a sweep.
const CLEAR = `
  delete from reply_lease where conversation_id in (
    select l.conversation_id from reply_lease l where not (${holdsAt(1)}) for update skip locked)`;

const SETTLE = `delete from reply_lease l where l.conversation_id = $2 and not (${holdsAt(1)})`;

type Writing = { conversationId: string; memberId: string; at: number };

/** A member says that they still write, `at` (ms). False when the reply is not theirs any more, was let go of, or is out of their sight. */
export async function keepLease(db: Queryable, { conversationId, memberId, at }: Writing): Promise<boolean> {
  const kept = await db.query({ name: 'lease-beat', text: BEAT, values: [conversationId, memberId, at] });
  return kept.rowCount === 1;
}

/** Clears every hold that ran out. `now`: instant in ms. */
export async function sweepLeases(db: Queryable, now: number): Promise<void> {
  await db.query({ name: 'lease-sweep', text: CLEAR, values: [now] });
}

/**
 * Clears the hold on one reply if it ran out, under the conversation's row lock: what is decided next does not depend on
 * whether a sweep has been here.
 */
export async function settleLease(
  tx: Queryable,
  { conversationId, now }: { conversationId: string; now: number },
): Promise<void> {
  await tx.query({ name: 'lease-settle', text: SETTLE, values: [now, conversationId] });
}
