import type { Pool } from 'pg';
import { breachOf, dueTimes, nextLookAt } from '#schema/domain/business-due.ts';
import type { DueTimes, TimedConversation } from '#schema/domain/business-due.ts';
import type { BusinessCalendar } from '#schema/domain/business-hours.ts';
import type { Breach } from '#schema/tables.gen.ts';
import { inTransaction } from '../db/in-transaction.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { loadCalendar, loadInboxes } from './load-routing.ts';
import { tellActivity } from './tell-activity.ts';

// Few, because whoever is looked at is held until all of them are done.
const AT_ONCE = 50;
const FIRST = '00000000-0000-0000-0000-000000000000';

const PROMISED = `
  select id, workspace_id as "workspaceId", inbox_id as "inboxId", status, priority, waiting_on as "waitingOn",
    waiting_since as "waitingSince", opened_at as "openedAt", first_answered_at as "firstAnsweredAt", paused_ms as "pausedMs",
    first_response_due_at as "firstResponseDueAt", next_response_due_at as "nextResponseDueAt",
    resolution_due_at as "resolutionDueAt", breached_at as "breachedAt", breach
  from conversation
  where workspace_id = $1 and id > $2 and status <> 'closed' and waiting_on = 'us' and waiting_since is not null
  order by id limit ${AT_ONCE} for update`;

const RETIME = `
  update conversation set first_response_due_at = to_timestamp($2::float8 / 1000),
    next_response_due_at = to_timestamp($3::float8 / 1000), resolution_due_at = to_timestamp($4::float8 / 1000),
    look_at = to_timestamp($5::float8 / 1000), breached_at = to_timestamp($6::float8 / 1000), breach = $7, updated_at = now()
  where id = $1`;

type Promised = TimedConversation &
  DueTimes & {
    id: string;
    workspaceId: string;
    inboxId: string;
    breachedAt: number | null;
    breach: Breach | null;
  };

/** Hours, holidays or targets were saved: rings for what is promised already. In the transaction that saves them. */
export async function askRetime(tx: Queryable, workspaceId: string): Promise<void> {
  await enqueue(tx, 'retime-promises', { workspaceId }, { key: `retime:${workspaceId}` });
}

/**
 * Reckons every standing promise of a business anew by what it promises now. What is late by the new reckoning is marked,
 * and what is late no longer is not, each with a line; promises that only moved say nothing. Nobody is notified: an admin's
 * pen would ring in everybody's pocket. Run twice it changes nothing twice. Returns how many promises moved.
 */
export async function retimePromises(
  pool: Pool,
  { workspaceId, now }: { workspaceId: string; now: () => number },
): Promise<number> {
  let moved = 0;
  for (let after: string | null = FIRST; after !== null;) {
    const round: { last: string | null; moved: number } = await retimeSome(pool, {
      ...{ workspaceId, after },
      now: now(),
    });
    moved += round.moved;
    after = round.last;
  }
  return moved;
}

async function retimeSome(
  pool: Pool,
  { workspaceId, after, now }: { workspaceId: string; after: string; now: number },
): Promise<{ last: string | null; moved: number }> {
  return inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<Promised>(PROMISED, [workspaceId, after]);
    // Read once the rows are held: what was saved a moment ago counts for them.
    const calendar = await loadCalendar(tx, workspaceId);
    const inboxes = new Map((await loadInboxes(tx, workspaceId)).map((inbox) => [inbox.id, inbox]));
    let moved = 0;
    for (const c of rows) {
      const due = dueTimes(c, inboxes.get(c.inboxId)!, calendar);
      if (isSame(c, due)) continue;
      await retime(tx, c, { due, calendar, now });
      moved += 1;
    }
    return { last: rows.length < AT_ONCE ? null : rows.at(-1)!.id, moved };
  });
}

/** Instants come from the database in whole milliseconds. */
function isSame(before: DueTimes, after: DueTimes): boolean {
  const whole = ({ firstResponseDueAt, nextResponseDueAt, resolutionDueAt }: DueTimes) =>
    [firstResponseDueAt, nextResponseDueAt, resolutionDueAt].map((at) => at && Math.floor(at)).join();
  return whole(before) === whole(after);
}

async function retime(
  tx: Queryable,
  c: Promised,
  { due, calendar, now }: { due: DueTimes; calendar: BusinessCalendar; now: number },
): Promise<void> {
  const broken = breachOf(due, now);
  await tx.query(RETIME, [
    c.id,
    due.firstResponseDueAt,
    due.nextResponseDueAt,
    due.resolutionDueAt,
    broken ? null : nextLookAt({ due, since: c.waitingSince, now: null }, calendar),
    broken?.at ?? null,
    broken?.breach ?? null,
  ]);
  const line = { workspaceId: c.workspaceId, conversationId: c.id, at: now };
  if (broken !== null && c.breachedAt === null)
    await tellActivity(tx, { ...line, kind: 'breached', data: { breach: broken.breach, dueAt: broken.at } });
  if (broken === null && c.breachedAt !== null)
    await tellActivity(tx, { ...line, kind: 'breach_lifted', data: { breach: c.breach, was: c.breachedAt } });
}
