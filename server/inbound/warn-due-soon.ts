import type { Pool } from 'pg';
import { nextLookAt, soonAt } from '#schema/domain/business-due.ts';
import type { DueTimes } from '#schema/domain/business-due.ts';
import type { BusinessCalendar } from '#schema/domain/business-hours.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Queryable } from '../queue.ts';
import { managersOf } from './managers-of.ts';
import { loadCalendar } from './load-routing.ts';
import { tellMembers } from './tell-activity.ts';

// Few, because whoever is looked at is held until all of them are done.
const AT_ONCE = 50;

// Only who is to be looked at by now: whoever was told, or has time, stands further on in the index.
const TO_LOOK_AT = `
  select id, workspace_id as "workspaceId", assignee_id as "assigneeId", waiting_since as "waitingSince",
    first_response_due_at as "firstResponseDueAt", next_response_due_at as "nextResponseDueAt", resolution_due_at as "resolutionDueAt"
  from conversation
  where status <> 'closed' and waiting_on = 'us' and breached_at is null and look_at <= to_timestamp($1::float8 / 1000)
    and least(first_response_due_at, next_response_due_at, resolution_due_at) > to_timestamp($1::float8 / 1000)
  order by look_at limit ${AT_ONCE} for update skip locked`;

const REMEMBER = `
  insert into due_warning as d (conversation_id, waiting_since, told_at)
  values ($1, to_timestamp($2::float8 / 1000), to_timestamp($3::float8 / 1000))
  on conflict (conversation_id) do update set waiting_since = excluded.waiting_since, told_at = excluded.told_at
    where d.waiting_since is distinct from excluded.waiting_since or d.told_at < to_timestamp($4::float8 / 1000)
  returning 1`;

type Waiting = DueTimes & {
  id: string;
  workspaceId: string;
  assigneeId: string | null;
  waitingSince: number | null;
};

/**
 * Says once per wait that an answer is due soon: to the owner, or to the managers where nobody owns it. Of a promise that
 * was moved until later it is said once more. Goes on until nobody is left to look at, so that nobody is told late because
 * others came first.
 */
export async function warnDueSoon(pool: Pool, now: number): Promise<void> {
  while ((await lookAtSome(pool, now)) === AT_ONCE);
}

/** How many were looked at. */
async function lookAtSome(pool: Pool, now: number): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const calendars = new Map<string, BusinessCalendar>();
    const { rows } = await tx.query<Waiting>(TO_LOOK_AT, [now]);
    for (const c of rows) {
      const calendar = calendars.get(c.workspaceId) ?? (await loadCalendar(tx, c.workspaceId));
      calendars.set(c.workspaceId, calendar);
      const dueAt = c.firstResponseDueAt ?? c.nextResponseDueAt;
      const since = c.waitingSince;
      if (dueAt !== null && since !== null) {
        const soon = soonAt({ since, dueAt }, calendar);
        if (soon <= now) await warn(tx, c, { dueAt, since, soon, now });
      }
      await tx.query('update conversation set look_at = to_timestamp($2::float8 / 1000) where id = $1', [
        c.id,
        nextLookAt({ due: c, since, now }, calendar),
      ]);
    }
    return rows.length;
  });
}

async function warn(
  tx: Queryable,
  c: Waiting,
  { dueAt, since, soon, now }: { dueAt: number; since: number; soon: number; now: number },
): Promise<void> {
  const isFirst = (await tx.query(REMEMBER, [c.id, since, now, soon])).rows.length > 0;
  if (!isFirst) return;
  await tellMembers(tx, {
    cause: `soon:${c.id}:${since}:${dueAt}`,
    memberIds: c.assigneeId ? [c.assigneeId] : await managersOf(tx, c.workspaceId),
    workspaceId: c.workspaceId,
    conversationId: c.id,
    kind: 'due_soon',
    data: { dueAt },
    at: now,
  });
}
