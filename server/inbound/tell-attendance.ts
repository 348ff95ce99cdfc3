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

// Asked at every writing: who was taken off the screens in the moment they said so is put back with their next word.
const SHOW = 'update member set is_at_desk = true where id = $1 and not is_at_desk';

const GONE = `
  update member m set is_at_desk = false where m.is_at_desk and not exists (
    select 1 from attendance a where a.member_id = m.id and a.seen_at > now() - make_interval(secs => $1::float8 / 1000))`;

/**
 * A member is at their desk, whatever part of the app they look at. If they were gone until now, colleagues see them come,
 * and what waits in the queues may go to them.
 */
export async function tellAttendance(
  tx: Queryable,
  { memberId, workspaceId }: { memberId: string; workspaceId: string },
): Promise<void> {
  const seen = await tx.query<{ isBack: boolean }>(SEEN, [memberId, ATTENDANCE_MS]);
  const [line] = seen.rows;
  if (line) await tx.query(SHOW, [memberId]);
  if (line?.isBack) await ringQueues(tx, workspaceId);
}

/** Takes whoever has not said so lately off colleagues' screens. */
export async function sweepDesks(db: Queryable): Promise<void> {
  await db.query({ name: 'desk-sweep', text: GONE, values: [ATTENDANCE_MS] });
}

/** A member signed out: no turn is given to the chair they left. Another device of theirs that is in use says otherwise. */
export async function endAttendance(db: Queryable, memberId: string): Promise<void> {
  await db.query('delete from attendance where member_id = $1', [memberId]);
  await db.query('update member set is_at_desk = false where id = $1 and is_at_desk', [memberId]);
}
