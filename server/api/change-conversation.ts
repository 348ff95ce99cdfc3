import { z } from 'zod';
import type { ConversationStatus } from '#schema/tables.gen.ts';
import { Refusal } from '#schema/errors.ts';
import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import { conversationStatus } from './conversation-shape.ts';
import { findInWorkspace } from './find-in-workspace.ts';
import { Problem } from './problem.ts';

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
  status: ConversationStatus;
  snoozedUntil: number | null;
  assigneeId: string | null;
  inboxId: string;
};

type ActivityData = Record<string, string | number | null>;

const LOCK = `
  select status, snoozed_until as "snoozedUntil", assignee_id as "assigneeId", inbox_id as "inboxId"
  from conversation where id = $1 and workspace_id = $2 for update`;

const SAVE = `
  update conversation set status = $2, snoozed_until = to_timestamp($3::float8 / 1000), assignee_id = $4, inbox_id = $5,
    closed_at = case when $2 <> 'closed'::conversation_status then null when status = 'closed' then closed_at
      else to_timestamp($6::float8 / 1000) end,
    closed_reason = case when $2 <> 'closed'::conversation_status then null else closed_reason end, updated_at = now()
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
  return new Problem('invalid_input', {
    detail: 'At least one field of the body cannot be used.',
    errors: [{ path: 'snoozedUntil', message }],
  });
}

/** Changes the work on a conversation under its lock, with a line in the timeline for each thing that changed. */
export async function changeConversation(
  { db, caller, now }: { db: Queryable; caller: Caller; now: number },
  id: string,
  change: Change,
): Promise<void> {
  const { workspaceId } = caller;
  const current = (await db.query<Line>(LOCK, [id, workspaceId])).rows[0];
  if (!current) throw new Refusal('not_found');
  const { status, snoozedUntil } = nextStatus(current, change, now);
  const assignee = change.assigneeId
    ? await findInWorkspace(db, 'member', { id: change.assigneeId, workspaceId, path: 'assigneeId' })
    : null;
  const assigneeId = change.assigneeId === undefined ? current.assigneeId : (assignee?.id ?? null);
  const inbox = change.inboxId
    ? await findInWorkspace(db, 'inbox', { id: change.inboxId, workspaceId, path: 'inboxId' })
    : null;
  const inboxId = inbox?.id ?? current.inboxId;
  await db.query(SAVE, [id, status, snoozedUntil, assigneeId, inboxId, now]);

  const tell = (kind: string, data: ActivityData) =>
    db.query(ADD_ACTIVITY, [uuidv7(), workspaceId, id, kind, caller.name, JSON.stringify(data), now]);
  if (assigneeId !== current.assigneeId) {
    const data = { memberId: assigneeId, name: assignee?.name ?? null, from: current.assigneeId };
    await tell(assignee ? 'assigned' : 'unassigned', data);
  }
  if (inboxId !== current.inboxId)
    await tell('moved', { inboxId, name: inbox?.name ?? null, from: current.inboxId });
  if (status === 'snoozed' && snoozedUntil !== current.snoozedUntil)
    await tell('snoozed', { until: snoozedUntil });
  if (status === current.status) return;
  if (status === 'closed') await tell('closed', { reason: null });
  if (status === 'open') await tell('reopened', {});
}
