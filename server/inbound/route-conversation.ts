import { dueTimes, nextLookAt, pausedAfter } from '#schema/domain/business-due.ts';
import { isOpen } from '#schema/domain/business-hours.ts';
import type { BusinessCalendar } from '#schema/domain/business-hours.ts';
import type { ConversationState } from '#schema/domain/conversation-after-message.ts';
import { routeConversation } from '#schema/domain/route-conversation.ts';
import type { Routed } from '#schema/domain/route-conversation.ts';
import type { Queryable } from '../queue.ts';
import type { ChannelLine } from './find-channel.ts';
import type { LockedConversation } from './find-or-create-conversation.ts';
import { holdTurns, loadCalendar, loadInboxes, loadPeopleAndRules } from './load-routing.ts';
import type { InboxLine } from './load-routing.ts';
import { tellActivity, tellMembers } from './tell-activity.ts';

type Arrived = {
  channel: ChannelLine;
  before: LockedConversation;
  after: ConversationState;
  text: string;
};

const SAVE = `
  update conversation set inbox_id = $2, assignee_id = $3, paused_ms = $4, opened_at = to_timestamp($5::float8 / 1000),
    first_response_due_at = to_timestamp($6::float8 / 1000), next_response_due_at = to_timestamp($7::float8 / 1000),
    resolution_due_at = to_timestamp($8::float8 / 1000), breached_at = null, breach = null,
    look_at = to_timestamp($9::float8 / 1000)
  where id = $1`;

/**
 * A customer's message put the ball on our side: starts the promises, and finds somebody for a conversation that is new
 * or open again. Called after the message is recorded, in its transaction and under the conversation's lock; a message
 * that only lengthens a wait changes nothing and costs nothing.
 */
export async function routeArrived(tx: Queryable, arrived: Arrived): Promise<void> {
  const { channel, before, after } = arrived;
  if (after.waitingOn !== 'us') return;
  const isReopened = before.status === 'closed' && after.status === 'open';
  const isNew = before.inboundCount === 0 && after.inboundCount > 0;
  const isSameWait = before.waitingOn === 'us' && before.waitingSince === after.waitingSince;
  if (isSameWait && !isReopened && !isNew && before.status === after.status) return;
  const { workspaceId } = channel;
  const calendar = await loadCalendar(tx, workspaceId);
  const inboxes = await loadInboxes(tx, workspaceId);
  const routed = isNew || isReopened ? await route(tx, arrived, { calendar, inboxes, isReopened }) : null;
  const inboxId = routed?.inboxId ?? before.inboxId;
  const opening = timersOf(arrived, calendar, isReopened || before.openedAt === null);
  const inbox = inboxes.find((i) => i.id === inboxId);
  const due = dueTimes(
    { ...after, ...opening, priority: before.priority },
    inbox ?? { firstTargetMs: null, answerTargetMs: null, resolutionTargetMs: null },
    calendar,
  );
  const assigneeId = routed ? routed.memberId : before.assigneeId;
  await tx.query(SAVE, [
    before.id,
    inboxId,
    assigneeId,
    opening.pausedMs,
    opening.openedAt,
    due.firstResponseDueAt,
    due.nextResponseDueAt,
    due.resolutionDueAt,
    nextLookAt({ due, since: after.waitingSince, now: null }, calendar),
  ]);
  const at = after.waitingSince ?? after.lastMessageAt;
  if (routed) await explain(tx, arrived, { routed, inbox, at });
  if (before.status === 'snoozed') {
    // At the moment of the words that woke it, which need not be the first that wait for an answer.
    const line = { workspaceId, conversationId: before.id, at: after.lastMessageAt };
    const cause = await tellActivity(tx, { ...line, kind: 'woken', data: { by: 'reply' } });
    const memberIds = before.assigneeId ? [before.assigneeId] : [];
    await tellMembers(tx, { ...line, cause, memberIds, kind: 'woken', data: { by: 'reply' } });
  }
}

/** What the timers of this opening start from, or go on with. */
function timersOf({ before, after }: Arrived, calendar: BusinessCalendar, isNewOpening: boolean) {
  if (isNewOpening) return { openedAt: after.waitingSince, firstAnsweredAt: null, pausedMs: 0 };
  const pausedMs =
    before.waitingOn === 'them' && after.waitingSince !== null
      ? pausedAfter(
          {
            pausedMs: before.pausedMs,
            // What came before it was opened is no part of this opening.
            since: Math.max(before.waitingSince ?? 0, before.openedAt ?? 0) || null,
            at: after.waitingSince,
          },
          calendar,
        )
      : before.pausedMs;
  return { openedAt: before.openedAt, firstAnsweredAt: before.firstAnsweredAt, pausedMs };
}

async function route(
  tx: Queryable,
  { channel, before, after, text }: Arrived,
  {
    calendar,
    inboxes,
    isReopened,
  }: { calendar: BusinessCalendar; inboxes: readonly InboxLine[]; isReopened: boolean },
): Promise<Routed> {
  const { workspaceId } = channel;
  let current = inboxes;
  if (inboxes.some((i) => i.policy !== 'manual')) {
    await holdTurns(tx, workspaceId);
    current = await loadInboxes(tx, workspaceId);
  }
  const people = await loadPeopleAndRules(tx, workspaceId);
  const contact = (
    await tx.query<{ tags: string[]; language: string | null; responsibleMemberId: string | null }>(
      `select tags, language, responsible_member_id as "responsibleMemberId" from contact where id = $1`,
      [before.contactId],
    )
  ).rows[0]!;
  const routed = routeConversation(
    {
      ...contact,
      channelId: channel.id,
      inboxId: before.inboxId,
      text,
      isOpenHours: isOpen(after.lastInboundAt ?? after.lastMessageAt, calendar),
      ownerId: isReopened ? before.assigneeId : null,
    },
    { ...people, inboxes: current },
  );
  if (routed.reason.code === 'round_robin' || routed.reason.code === 'least_busy')
    await keepTurn(tx, routed.inboxId, routed.memberId);
  return routed;
}

/** The next turn in this inbox begins after this member's. */
export async function keepTurn(tx: Queryable, inboxId: string, memberId: string | null): Promise<void> {
  await tx.query('update inbox set last_assigned_id = $2 where id = $1', [inboxId, memberId]);
}

/** Says in the timeline who got it and why, and tells them. Where people pick for themselves there is nothing to say. */
async function explain(
  tx: Queryable,
  { channel, before }: Arrived,
  { routed, inbox, at }: { routed: Routed; inbox: InboxLine | undefined; at: number },
): Promise<void> {
  const line = { workspaceId: channel.workspaceId, conversationId: before.id, at };
  const rule = routed.rule?.name ?? null;
  if (routed.inboxId !== before.inboxId) {
    const data = { inboxId: routed.inboxId, name: inbox?.name ?? null, from: before.inboxId, rule };
    await tellActivity(tx, { ...line, kind: 'moved', data });
  }
  const { code, params } = routed.reason;
  if (routed.memberId === null && code === 'manual' && before.assigneeId === null) return;
  const data = { ...params, memberId: routed.memberId, reason: code, rule };
  const cause = await tellActivity(tx, { ...line, kind: 'routed', data });
  if (routed.memberId)
    await tellMembers(tx, { ...line, cause, memberIds: [routed.memberId], kind: 'assigned', data });
}
