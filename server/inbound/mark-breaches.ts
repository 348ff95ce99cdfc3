import type { Pool } from 'pg';
import { breachOf, dueTimes, nextLookAt } from '#schema/domain/business-due.ts';
import type { DueTimes, TimedConversation } from '#schema/domain/business-due.ts';
import { HELD_LONG_MS } from '#schema/domain/held-message.ts';
import { inTransaction } from '../db/in-transaction.ts';
import type { Queryable } from '../queue.ts';
import { loadCalendar, loadInboxes } from './load-routing.ts';
import { managersOf } from './managers-of.ts';
import { tellActivity, tellMembers } from './tell-activity.ts';

const AT_ONCE = 200;
const WAITING = `c.status <> 'closed' and c.waiting_on = 'us' and c.breached_at is null`;
const DUE = 'least(c.first_response_due_at, c.next_response_due_at, c.resolution_due_at)';

// From the inboxes that promise something, so that whoever waits where nothing is promised is not read every few seconds.
const UNTIMED = `
  select c.* from inbox i cross join (values (true), (false)) opening (is_first) cross join lateral (
    select c.id, c.workspace_id as "workspaceId", c.inbox_id as "inboxId", c.status, c.priority, c.waiting_on as "waitingOn",
      c.waiting_since as "waitingSince", c.opened_at as "openedAt", c.first_answered_at as "firstAnsweredAt", c.paused_ms as "pausedMs"
    from conversation c
    where c.inbox_id = i.id and (c.first_answered_at is null) = opening.is_first
      and ${WAITING} and ${DUE} is null and c.waiting_since is not null
    limit ${AT_ONCE} for update skip locked) c
  where coalesce(i.resolution_target_ms, case when opening.is_first then i.first_target_ms else i.answer_target_ms end) is not null
  limit ${AT_ONCE}`;

const BROKEN = `
  select c.id, c.workspace_id as "workspaceId", c.assignee_id as "assigneeId", c.first_response_due_at as "firstResponseDueAt",
    c.next_response_due_at as "nextResponseDueAt", c.resolution_due_at as "resolutionDueAt"
  from conversation c
  where ${WAITING} and c.look_at <= to_timestamp($1::float8 / 1000) and ${DUE} <= to_timestamp($1::float8 / 1000)
  order by c.look_at limit ${AT_ONCE} for update skip locked`;

const UNTOLD = `
  select m.id, m.workspace_id as "workspaceId", m.conversation_id as "conversationId", m.author_member_id as "authorId", m.status
  from conversation c join message m on m.conversation_id = c.id
  where c.troubled_count > 0 and m.status in ('failed', 'unconfirmed') and not m.is_trouble_told
    and m.author_member_id is not null and m.at > to_timestamp(($1::float8 - 86400000) / 1000)
  limit ${AT_ONCE} for update of m skip locked`;

// What WhatsApp took and keeps back for long is told once, beside what may become of it later.
const HELD = `
  select m.id, m.workspace_id as "workspaceId", m.conversation_id as "conversationId", m.author_member_id as "authorId", m.status
  from message m
  where m.failure ->> 'key' in ('heldForCheck', 'heldByPause') and m.status = 'held' and m.author_member_id is not null
    and (m.failure ->> 'since')::float8 between $1::float8 - 86400000 and $1::float8 - $2::float8
    and not exists (select 1 from notification n where n.id = 'held:' || m.id || ':' || m.author_member_id)
  limit ${AT_ONCE} for update of m skip locked`;

type Untimed = TimedConversation & { id: string; workspaceId: string; inboxId: string };
type Broken = DueTimes & { id: string; workspaceId: string; assigneeId: string | null };
type Untold = { id: string; workspaceId: string; conversationId: string; authorId: string; status: string };

/**
 * Marks promises that are broken by now, once each, with a line and a word to the owner, or to the managers where nobody
 * owns it; a promise that sleeps is no less given. Gives a promise to whatever waits without one, and tells authors of
 * sends that went wrong. Returns the businesses in which something changed.
 */
export async function markBreaches(pool: Pool, now: number): Promise<string[]> {
  const changed = new Set<string>();
  while ((await markSome(pool, { now, changed })) === AT_ONCE);
  return [...changed];
}

/** How many of one kind were found, at the most. */
async function markSome(
  pool: Pool,
  { now, changed }: { now: number; changed: Set<string> },
): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const promisesOf = rememberPromises(tx);
    const untimed = (await tx.query<Untimed>(UNTIMED)).rows;
    for (const c of untimed) {
      await startTimers(tx, c, await promisesOf(c.workspaceId));
      changed.add(c.workspaceId);
    }
    const broken = (await tx.query<Broken>(BROKEN, [now])).rows;
    for (const c of broken) {
      await markBroken(tx, c, now);
      changed.add(c.workspaceId);
    }
    const untold = (await tx.query<Untold>(UNTOLD, [now])).rows;
    for (const m of untold) {
      const { id: cause, workspaceId, conversationId, authorId, status } = m;
      const told = { cause, workspaceId, conversationId, memberIds: [authorId], kind: 'failed' };
      await tellMembers(tx, { ...told, data: { status }, at: now });
      await tx.query('update message set is_trouble_told = true where id = $1', [m.id]);
    }
    const held = (await tx.query<Untold>(HELD, [now, HELD_LONG_MS])).rows;
    for (const { id, authorId, workspaceId, conversationId, status } of held) {
      const told = {
        cause: `held:${id}`,
        workspaceId,
        conversationId,
        memberIds: [authorId],
        kind: 'failed',
      };
      await tellMembers(tx, { ...told, data: { status }, at: now });
    }
    return Math.max(untimed.length, broken.length, untold.length, held.length);
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
       next_response_due_at = to_timestamp($3::float8 / 1000), resolution_due_at = to_timestamp($4::float8 / 1000),
       look_at = to_timestamp($5::float8 / 1000) where id = $1`,
    [
      c.id,
      due.firstResponseDueAt,
      due.nextResponseDueAt,
      due.resolutionDueAt,
      nextLookAt({ due, since: c.waitingSince, now: null }, calendar),
    ],
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
