import type { Pool } from 'pg';
import { inTransaction } from '#server/db/in-transaction.ts';
import { tellActivity, tellMembers } from '#server/inbound/tell-activity.ts';
import type { Handler } from './job-deps.ts';

const AT_ONCE = 50;

const WAKE = `
  with due as (
    select id from conversation where status = 'snoozed' and snoozed_until <= to_timestamp($1::float8 / 1000)
    order by snoozed_until limit ${AT_ONCE} for update skip locked)
  update conversation c set status = 'open', snoozed_until = null, updated_at = now() from due where c.id = due.id
  returning c.id, c.workspace_id as "workspaceId", c.assignee_id as "assigneeId"`;

type Woken = { id: string; workspaceId: string; assigneeId: string | null };

/** The business of each conversation that was woken. Nobody wakes without a line and a word to the owner. */
async function wakeSome(pool: Pool, now: number): Promise<string[]> {
  return inTransaction(pool, async (tx) => {
    const woken = await tx.query<Woken>(WAKE, [now]);
    for (const { id, workspaceId, assigneeId } of woken.rows) {
      const line = { workspaceId, conversationId: id, kind: 'woken', data: { by: 'time' }, at: now };
      const cause = await tellActivity(tx, line);
      await tellMembers(tx, { ...line, cause, memberIds: assigneeId ? [assigneeId] : [] });
    }
    return woken.rows.map(({ workspaceId }) => workspaceId);
  });
}

/** Opens conversations whose snooze has run out. */
export const wakeSnoozed: Handler<'wake-snoozed'> = async (_, { pool, now, markChanged }) => {
  // Many sleep until the same hour of the morning.
  for (let woken = AT_ONCE; woken === AT_ONCE;) {
    const workspaceIds = await wakeSome(pool, now());
    for (const id of new Set(workspaceIds)) markChanged(id);
    woken = workspaceIds.length;
  }
};
