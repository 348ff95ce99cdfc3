import type { Pool } from 'pg';
import { breachOf, dueTimes } from '#schema/domain/business-due.ts';
import type { DueTimes, TimedConversation } from '#schema/domain/business-due.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Queryable } from '../queue.ts';
import { loadCalendar, loadInboxes } from './load-routing.ts';
import { managersOf } from './managers-of.ts';
import { tellActivity, tellMembers } from './tell-activity.ts';

const AT_ONCE = 200;
const DUE = 'least(first_response_due_at, next_response_due_at, resolution_due_at)';
const WAITING = `status = 'open' and waiting_on = 'us' and breached_at is null`;

const UNTIMED = `
  select c.id, c.workspace_id as "workspaceId", c.inbox_id as "inboxId", c.status, c.priority, c.waiting_on as "waitingOn",
    c.waiting_since as "waitingSince", c.opened_at as "openedAt", c.first_answered_at as "firstAnsweredAt", c.paused_ms as "pausedMs"
  from conversation c join inbox i on i.id = c.inbox_id
  where c.${WAITING.replaceAll(' and ', ' and c.')} and least(c.first_response_due_at, c.next_response_due_at, c.resolution_due_at) is null
    and c.waiting_since is not null
    and coalesce(i.resolution_target_ms, case when c.first_answered_at is null then i.first_target_ms else i.answer_target_ms end) is not null
  limit ${AT_ONCE} for update of c skip locked`;

const BROKEN = `
  select id, workspace_id as "workspaceId", assignee_id as "assigneeId", first_response_due_at as "firstResponseDueAt",
    next_response_due_at as "nextResponseDueAt", resolution_due_at as "resolutionDueAt"
  from conversation where ${WAITING} and ${DUE} <= to_timestamp($1::float8 / 1000)
  order by ${DUE} limit ${AT_ONCE} for update skip locked`;

const UNTOLD = `
  select m.id, m.workspace_id as "workspaceId", m.conversation_id as "conversationId", m.author_member_id as "authorId", m.status
  from conversation c join message m on m.conversation_id = c.id
  where c.troubled_count > 0 and m.status in ('failed', 'unconfirmed') and m.author_member_id is not null and m.at > to_timestamp(($1::float8 - 86400000) / 1000)
    and not exists (select 1 from notification n where n.id = m.id || ':' || m.author_member_id)
  limit ${AT_ONCE}`;

type Untimed = TimedConversation & { id: string; workspaceId: string; inboxId: string };
type Broken = DueTimes & { id: string; workspaceId: string; assigneeId: string | null };
type Untold = { id: string; workspaceId: string; conversationId: string; authorId: string; status: string };

/**
 * Marks promises that are broken by now, once each, with a line and a word to the owner, or to the managers where nobody
 * owns it. Gives a promise to whatever waits without one, and tells authors of sends that went wrong. Returns the
 * businesses in which something changed.
 */
export async function markBreaches(pool: Pool, now: number): Promise<string[]> {
  return inTransaction(pool, async (tx) => {
    const changed = new Set<string>();
    const promisesOf = rememberPromises(tx);
    for (const c of (await tx.query<Untimed>(UNTIMED)).rows) {
      await startTimers(tx, c, await promisesOf(c.workspaceId));
      changed.add(c.workspaceId);
    }
    for (const c of (await tx.query<Broken>(BROKEN, [now])).rows) {
      await markBroken(tx, c, now);
      changed.add(c.workspaceId);
    }
    for (const m of (await tx.query<Untold>(UNTOLD, [now])).rows) {
      const { id: cause, workspaceId, conversationId, authorId, status } = m;
      const told = { cause, workspaceId, conversationId, memberIds: [authorId], kind: 'failed' };
      await tellMembers(tx, { ...told, data: { status }, at: now });
    }
    return [...changed];
  });
}

type Promises = {
  calendar: Awaited<ReturnType<typeof loadCalendar>>;
  inboxes: Awaited<ReturnType<typeof loadInboxes>>;
};

/** What a business promises, read once however many of its conversations wait. */
function rememberPromises(tx: Queryable): (workspaceId: string) => Promise<Promises> {
  const known = new Map<string, Promises>();
  return async (workspaceId) => {
    const promises = known.get(workspaceId) ?? {
      calendar: await loadCalendar(tx, workspaceId),
      inboxes: await loadInboxes(tx, workspaceId),
    };
    known.set(workspaceId, promises);
    return promises;
  };
}

async function startTimers(tx: Queryable, c: Untimed, { calendar, inboxes }: Promises): Promise<void> {
  const inbox = inboxes.find((i) => i.id === c.inboxId)!;
  const due = dueTimes(c, inbox, calendar);
  await tx.query(
    `update conversation set first_response_due_at = to_timestamp($2::float8 / 1000),
       next_response_due_at = to_timestamp($3::float8 / 1000), resolution_due_at = to_timestamp($4::float8 / 1000) where id = $1`,
    [c.id, due.firstResponseDueAt, due.nextResponseDueAt, due.resolutionDueAt],
  );
}

async function markBroken(tx: Queryable, c: Broken, now: number): Promise<void> {
  const broken = breachOf(c, now);
  if (broken === null) return;
  await tx.query(
    `update conversation set breached_at = to_timestamp($2::float8 / 1000), breach = $3, updated_at = now() where id = $1`,
    [c.id, broken.at, broken.breach],
  );
  const data = { breach: broken.breach, dueAt: broken.at };
  const line = { workspaceId: c.workspaceId, conversationId: c.id, kind: 'breached', data, at: now };
  const cause = await tellActivity(tx, line);
  const memberIds = c.assigneeId ? [c.assigneeId] : await managersOf(tx, c.workspaceId);
  await tellMembers(tx, { ...line, cause, memberIds });
}
