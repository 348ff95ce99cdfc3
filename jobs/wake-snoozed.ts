import { tellActivity, tellMembers } from '#server/inbound/tell-activity.ts';
import type { Handler } from './handlers.ts';

const WAKE = `
  with due as (
    select id from conversation where status = 'snoozed' and snoozed_until <= to_timestamp($1::float8 / 1000)
    order by snoozed_until limit 200 for update skip locked)
  update conversation c set status = 'open', snoozed_until = null, updated_at = now() from due where c.id = due.id
  returning c.id, c.workspace_id as "workspaceId", c.assignee_id as "assigneeId"`;

/** Opens conversations whose snooze has run out. */
export const wakeSnoozed: Handler<'wake-snoozed'> = async (_, { pool, now, markChanged }) => {
  type Woken = { id: string; workspaceId: string; assigneeId: string | null };
  const woken = await pool.query<Woken>(WAKE, [now()]);
  for (const { id, workspaceId, assigneeId } of woken.rows) {
    const line = { workspaceId, conversationId: id, kind: 'woken', data: { by: 'time' }, at: now() };
    const cause = await tellActivity(pool, line);
    await tellMembers(pool, { ...line, cause, memberIds: assigneeId ? [assigneeId] : [] });
    markChanged(workspaceId);
  }
};
