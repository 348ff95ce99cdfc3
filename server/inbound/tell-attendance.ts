import { ATTENDANCE_MS } from '#schema/domain/presence-fresh.ts';
import type { Queryable } from '../queue.ts';
import { ringQueues } from './drain-queue.ts';

const WRITTEN_EVERY_S = 15;

const SEEN = `
  with before as (select seen_at from attendance where member_id = $1)
  insert into attendance (member_id, seen_at) values ($1, now())
  on conflict (member_id) do update set seen_at = excluded.seen_at
    where attendance.seen_at < excluded.seen_at - make_interval(secs => ${WRITTEN_EVERY_S})
  returning not exists (select 1 from before where seen_at > now() - make_interval(secs => $2::float8 / 1000)) as "isBack"`;

/** A member is at their desk, whatever part of the app they look at. If they were gone until now, what waits in the queues may go to them. */
export async function tellAttendance(
  tx: Queryable,
  { memberId, workspaceId }: { memberId: string; workspaceId: string },
): Promise<void> {
  const seen = await tx.query<{ isBack: boolean }>(SEEN, [memberId, ATTENDANCE_MS]);
  if (seen.rows[0]?.isBack) await ringQueues(tx, workspaceId);
}

/** A member signed out: no turn is given to the chair they left. Another device of theirs that is in use says otherwise. */
export async function endAttendance(db: Queryable, memberId: string): Promise<void> {
  await db.query('delete from attendance where member_id = $1', [memberId]);
}
