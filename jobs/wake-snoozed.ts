import { uuidv7 } from '#server/new-id.ts';
import type { Handler } from './handlers.ts';

const WAKE = `
  with due as (
    select id from conversation where status = 'snoozed' and snoozed_until <= to_timestamp($1::float8 / 1000)
    order by snoozed_until limit 200 for update skip locked)
  update conversation c set status = 'open', snoozed_until = null, updated_at = now() from due where c.id = due.id
  returning c.id, c.workspace_id as "workspaceId"`;

/** Opens conversations whose snooze has run out. */
export const wakeSnoozed: Handler<'wake-snoozed'> = async (_, { pool, now, markChanged }) => {
  const woken = await pool.query<{ id: string; workspaceId: string }>(WAKE, [now()]);
  for (const { id, workspaceId } of woken.rows) {
    await pool.query(
      `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, data, at) values ($1, $2, $3, 'woken', 'system', '{}', to_timestamp($4::float8 / 1000))`,
      [uuidv7(), workspaceId, id, now()],
    );
    markChanged(workspaceId);
  }
};
