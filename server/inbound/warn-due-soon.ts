import type { Pool } from 'pg';
import { isDueSoon } from '#schema/domain/business-due.ts';
import type { Priority } from '#schema/tables.gen.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Queryable } from '../queue.ts';
import { managersOf } from './managers-of.ts';
import { loadCalendar, loadInboxes } from './load-routing.ts';
import { tellMembers } from './tell-activity.ts';

const AT_ONCE = 200;

// Without locking it: to warn writes nothing into the conversation.
const NEXT_DUE = `
  select c.id, c.workspace_id as "workspaceId", c.inbox_id as "inboxId", c.assignee_id as "assigneeId", c.priority,
    c.waiting_since as "waitingSince", c.first_response_due_at as "firstDueAt", c.next_response_due_at as "nextDueAt"
  from conversation c left join due_warning d on d.conversation_id = c.id
  where c.status = 'open' and c.waiting_on = 'us' and c.breached_at is null
    and coalesce(c.first_response_due_at, c.next_response_due_at) > to_timestamp($1::float8 / 1000)
    and d.waiting_since is distinct from c.waiting_since
  order by least(c.first_response_due_at, c.next_response_due_at, c.resolution_due_at) limit ${AT_ONCE}`;

const REMEMBER = `
  insert into due_warning as d (conversation_id, waiting_since) values ($1, to_timestamp($2::float8 / 1000))
  on conflict (conversation_id) do update set waiting_since = excluded.waiting_since
    where d.waiting_since is distinct from excluded.waiting_since
  returning 1`;

type NextDue = {
  id: string;
  workspaceId: string;
  inboxId: string;
  assigneeId: string | null;
  priority: Priority;
  waitingSince: number;
  firstDueAt: number | null;
  nextDueAt: number | null;
};

/** Says once per wait that an answer is due soon: to the owner, or to the managers where nobody owns it. */
export async function warnDueSoon(pool: Pool, now: number): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const promisesOf = new Map<string, Awaited<ReturnType<typeof loadPromises>>>();
    for (const c of (await tx.query<NextDue>(NEXT_DUE, [now])).rows) {
      const promises = promisesOf.get(c.workspaceId) ?? (await loadPromises(tx, c.workspaceId));
      promisesOf.set(c.workspaceId, promises);
      const inbox = promises.inboxes.find(({ id }) => id === c.inboxId);
      const dueAt = c.firstDueAt ?? c.nextDueAt!;
      const targetMs = (c.firstDueAt === null ? inbox?.answerTargetMs : inbox?.firstTargetMs) ?? null;
      if (!isDueSoon({ now, dueAt, targetMs, priority: c.priority }, promises.calendar)) continue;
      await warn(tx, c, { dueAt, now });
    }
  });
}

async function loadPromises(tx: Queryable, workspaceId: string) {
  return { calendar: await loadCalendar(tx, workspaceId), inboxes: await loadInboxes(tx, workspaceId) };
}

async function warn(
  tx: Queryable,
  c: NextDue,
  { dueAt, now }: { dueAt: number; now: number },
): Promise<void> {
  const isFirst = (await tx.query(REMEMBER, [c.id, c.waitingSince])).rows.length > 0;
  if (!isFirst) return;
  await tellMembers(tx, {
    cause: `soon:${c.id}:${c.waitingSince}`,
    memberIds: c.assigneeId ? [c.assigneeId] : await managersOf(tx, c.workspaceId),
    workspaceId: c.workspaceId,
    conversationId: c.id,
    kind: 'due_soon',
    data: { dueAt },
    at: now,
  });
}
