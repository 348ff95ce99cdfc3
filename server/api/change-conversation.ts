import { z } from 'zod';
import { dueTimes } from '#schema/domain/business-due.ts';
import type { TimedConversation } from '#schema/domain/business-due.ts';
import { conversationAfterReopen } from '#schema/domain/conversation-after-reopen.ts';
import { queueOrder } from '#schema/domain/queue-order.ts';
import { Refusal } from '#schema/errors.ts';
import type { ConversationStatus, WaitingOn } from '#schema/tables.gen.ts';
import { ringQueues } from '../inbound/drain-queue.ts';
import { loadCalendar, loadInboxes } from '../inbound/load-routing.ts';
import { whoTakesReopened } from '../inbound/reopen-conversation.ts';
import { tellMembers } from '../inbound/tell-activity.ts';
import type { ActivityData } from '../inbound/tell-activity.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import { conversationStatus } from './conversation-shape.ts';
import { findInWorkspace } from './find-in-workspace.ts';
import { bodyFault } from './problem.ts';
import type { Problem } from './problem.ts';

export const conversationChangeSchema = z
  .strictObject({
    status: conversationStatus.optional(),
    assigneeId: z
      .string()
      .max(80)
      .nullable()
      .optional()
      .meta({ description: 'A member; null gives the conversation back to the queue.' }),
    snoozedUntil: z.iso
      .datetime({ offset: true })
      .nullable()
      .optional()
      .meta({ description: 'Snoozes until this time; null wakes the conversation.' }),
    inboxId: z.string().max(80).optional(),
  })
  .meta({ id: 'ConversationChange' });

type Change = z.output<typeof conversationChangeSchema>;

type Line = {
  waitingOn: WaitingOn;
  waitingSince: number | null;
  lastMessageAt: number;
  status: ConversationStatus;
  snoozedUntil: number | null;
  assigneeId: string | null;
  inboxId: string;
};

const LOCK = `
  select status, snoozed_until as "snoozedUntil", assignee_id as "assigneeId", inbox_id as "inboxId",
    waiting_on as "waitingOn", waiting_since as "waitingSince", last_message_at as "lastMessageAt"
  from conversation where id = $1 and workspace_id = $2 for update`;

const SAVE = `
  update conversation set status = $2, snoozed_until = to_timestamp($3::float8 / 1000), assignee_id = $4, inbox_id = $5,
    closed_at = case when $2 <> 'closed'::conversation_status then null when status = 'closed' then closed_at
      else to_timestamp($6::float8 / 1000) end,
    closed_reason = case when $2 <> 'closed'::conversation_status then null else closed_reason end, updated_at = now(),
    waiting_since = to_timestamp($7::float8 / 1000), queue_order = $8
  where id = $1`;

const WORKER = `
  select id, name from member m
  where m.id = $1 and m.deactivated_at is null
    and (m.role <> 'agent' or exists (select 1 from inbox_member s where s.member_id = m.id and s.inbox_id = $2))`;

const TIMED = `
  select status, priority, waiting_on as "waitingOn", waiting_since as "waitingSince", opened_at as "openedAt",
    first_answered_at as "firstAnsweredAt", paused_ms as "pausedMs", inbox_id as "inboxId"
  from conversation where id = $1`;

// Another inbox promises another time: what was broken there is looked at anew.
const SAVE_DUE = `
  update conversation set first_response_due_at = to_timestamp($2::float8 / 1000),
    next_response_due_at = to_timestamp($3::float8 / 1000), resolution_due_at = to_timestamp($4::float8 / 1000),
    breached_at = case when $5 then null else breached_at end, breach = case when $5 then null else breach end
  where id = $1`;

const ADD_ACTIVITY = `
  insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_name, data, at)
  values ($1, $2, $3, $4, 'api', $5, $6, to_timestamp($7::float8 / 1000))`;

/** Which status and wake-up time does this change lead to? Throws a 422 problem when the two contradict each other. */
export function nextStatus(
  current: Pick<Line, 'status' | 'snoozedUntil'>,
  change: Change,
  now: number,
): Pick<Line, 'status' | 'snoozedUntil'> {
  const given = typeof change.snoozedUntil === 'string' ? Date.parse(change.snoozedUntil) : null;
  const implied = given !== null ? 'snoozed' : current.status === 'snoozed' ? 'open' : current.status;
  const status = change.status ?? (change.snoozedUntil === undefined ? current.status : implied);
  if (status !== 'snoozed') {
    if (given !== null) throw snoozeFault(`makes no sense together with the status ${status}`);
    return { status, snoozedUntil: null };
  }
  const until = given ?? (change.snoozedUntil === undefined ? current.snoozedUntil : null);
  if (until === null) throw snoozeFault('is needed for the status snoozed');
  if (given !== null && given <= now) throw snoozeFault('must be in the future');
  return { status, snoozedUntil: until };
}

function snoozeFault(message: string): Problem {
  return bodyFault([{ path: 'snoozedUntil', message }]);
}

/** Who works on it from now on: who was named, or who had it, as long as their list shows this inbox. */
async function nextAssignee(
  db: Queryable,
  {
    current,
    change,
    inboxId,
    workspaceId,
  }: { current: Line; change: Change; inboxId: string; workspaceId: string },
): Promise<{ id: string; name: string } | null> {
  const id = change.assigneeId === undefined ? current.assigneeId : change.assigneeId;
  if (id === null) return null;
  const isNamed = change.assigneeId !== undefined;
  if (!isNamed && inboxId === current.inboxId) return { id, name: '' };
  if (isNamed) await findInWorkspace(db, 'member', { id, workspaceId, path: 'assigneeId' });
  const found = (await db.query<{ id: string; name: string }>(WORKER, [id, inboxId])).rows[0];
  if (found || !isNamed) return found ?? null;
  throw bodyFault([
    { path: 'assigneeId', message: 'cannot see this inbox, so the customer would be stranded' },
  ]);
}

/**
 * Changes the work on a conversation under its lock, with a line in the timeline for each thing that changed. As when a
 * person does it: whoever is given it is told, promises are reckoned anew, and what waits may go to whoever is free now.
 */
export async function changeConversation(
  { db, caller, now }: { db: Queryable; caller: Caller; now: number },
  id: string,
  change: Change,
): Promise<void> {
  const { workspaceId } = caller;
  const current = (await db.query<Line>(LOCK, [id, workspaceId])).rows[0];
  if (!current) throw new Refusal('not_found');
  const { status, snoozedUntil } = nextStatus(current, change, now);
  const inbox = change.inboxId
    ? await findInWorkspace(db, 'inbox', { id: change.inboxId, workspaceId, path: 'inboxId' })
    : null;
  const inboxId = inbox?.id ?? current.inboxId;
  const isOpenedAgain = current.status === 'closed' && status !== 'closed';
  const taken =
    isOpenedAgain && status === 'open' && change.assigneeId === undefined
      ? await whoTakesReopened(db, { id, byId: null, now, inboxId })
      : null;
  const assignee = taken ? null : await nextAssignee(db, { current, change, inboxId, workspaceId });
  const assigneeId = taken?.memberId ?? assignee?.id ?? null;
  const { waitingSince, queueOrder: order } = isOpenedAgain
    ? conversationAfterReopen(current, snoozedUntil ?? now)
    : { ...current, queueOrder: queueOrder(current) };
  await db.query(SAVE, [id, status, snoozedUntil, assigneeId, inboxId, now, waitingSince, order]);

  let isChanged = false;
  const tell = async (kind: string, data: ActivityData) => {
    isChanged = true;
    const cause = uuidv7();
    await db.query(ADD_ACTIVITY, [cause, workspaceId, id, kind, caller.name, JSON.stringify(data), now]);
    return cause;
  };
  if (inboxId !== current.inboxId)
    await tell('moved', { inboxId, name: inbox?.name ?? null, from: current.inboxId });
  const tellOwner = async (cause: string, ownerId: string) => {
    const line = { workspaceId, conversationId: id, kind: 'assigned', data: {}, at: now };
    await tellMembers(db, { ...line, cause, memberIds: [ownerId], actorName: caller.name });
  };
  if (!taken && assigneeId !== current.assigneeId) {
    const data = { memberId: assigneeId, name: assignee?.name ?? null, from: current.assigneeId };
    const cause = await tell(assignee ? 'assigned' : 'unassigned', data);
    if (assignee) await tellOwner(cause, assignee.id);
  }
  if (status === 'snoozed' && snoozedUntil !== current.snoozedUntil)
    await tell('snoozed', { until: snoozedUntil });
  if (status !== current.status && status === 'closed') await tell('closed', { reason: null });
  if (status !== current.status && status === 'open') {
    const cause = await tell('reopened', taken?.said ?? {});
    if (taken?.memberId) await tellOwner(cause, taken.memberId);
  }
  if (!isChanged) return;
  const isMoved = inboxId !== current.inboxId;
  if (status !== current.status || isMoved) await keepPromises(db, { id, workspaceId, isMoved });
  await ringQueues(db, workspaceId);
}

/** Until when it must be answered now, by the promises of the inbox it is in. */
async function keepPromises(
  db: Queryable,
  { id, workspaceId, isMoved }: { id: string; workspaceId: string; isMoved: boolean },
): Promise<void> {
  const timed = (await db.query<TimedConversation & { inboxId: string }>(TIMED, [id])).rows[0]!;
  const inbox = (await loadInboxes(db, workspaceId)).find((one) => one.id === timed.inboxId)!;
  const due = dueTimes(timed, inbox, await loadCalendar(db, workspaceId));
  await db.query(SAVE_DUE, [id, due.firstResponseDueAt, due.nextResponseDueAt, due.resolutionDueAt, isMoved]);
}
