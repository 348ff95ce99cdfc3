import { defineMutator } from '@rocicorp/zero';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { zql } from '../schema.ts';
import { addActivity } from './add-activity.ts';
import { loadConversation } from './load-conversation.ts';

/** `activityId` names the timeline line this change leaves, made where the change is made. */
const base = { id: z.uuid(), activityId: z.uuid(), at: z.number() };

export const assignArgs = z.object({ ...base, memberId: z.uuid().nullable() });
export const closeArgs = z.object({ ...base, reason: z.string().max(60).nullish() });
export const snoozeArgs = z.object({ ...base, until: z.number() });
export const markReadArgs = z.object({ id: z.uuid(), at: z.number() });

export const conversationMutators = {
  /** Gives the conversation to a member, or back to the queue with null. */
  assign: defineMutator(assignArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    const assignee = args.memberId
      ? await tx.run(zql.member.where('workspaceId', ctx.workspaceId).where('id', args.memberId).one())
      : null;
    if (args.memberId && (!assignee || assignee.deactivatedAt)) throw new Refusal('not_found');
    if ((conversation.assigneeId ?? null) === args.memberId) return;
    await tx.mutate.conversation.update({ id: args.id, assigneeId: args.memberId });
    await addActivity(tx, ctx, {
      ...args,
      kind: assignee ? 'assigned' : 'unassigned',
      data: { memberId: args.memberId, name: assignee?.name ?? null, from: conversation.assigneeId ?? null },
    });
  }),

  /** Takes a conversation nobody owns. Exactly one of many wins; the others get `already_claimed` with the winner's name. */
  claim: defineMutator(z.object(base), async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    if (conversation.assigneeId === ctx.memberId) return;
    if (conversation.assigneeId) {
      const winner = await tx.run(
        zql.member.where('workspaceId', ctx.workspaceId).where('id', conversation.assigneeId).one(),
      );
      throw new Refusal('already_claimed', { name: winner?.name ?? null });
    }
    await tx.mutate.conversation.update({ id: args.id, assigneeId: ctx.memberId });
    await addActivity(tx, ctx, { ...args, kind: 'claimed', data: { name: ctx.name } });
  }),

  /** Ends the work for everyone. The customer writing again reopens it. */
  close: defineMutator(closeArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    if (conversation.status === 'closed') return;
    await tx.mutate.conversation.update({
      id: args.id,
      status: 'closed',
      closedAt: args.at,
      closedReason: args.reason ?? null,
      snoozedUntil: null,
    });
    await addActivity(tx, ctx, { ...args, kind: 'closed', data: { reason: args.reason ?? null } });
  }),

  reopen: defineMutator(z.object(base), async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    if (conversation.status === 'open') return;
    await tx.mutate.conversation.update({
      id: args.id,
      status: 'open',
      closedAt: null,
      closedReason: null,
      snoozedUntil: null,
    });
    await addActivity(tx, ctx, { ...args, kind: 'reopened', data: {} });
  }),

  /** Hides the conversation until a time; a reply wakes it sooner. */
  snooze: defineMutator(snoozeArgs, async ({ tx, ctx, args }) => {
    await loadConversation(tx, ctx, args.id);
    if (args.until <= args.at) throw new Refusal('invalid_input', { field: 'until' });
    await tx.mutate.conversation.update({
      id: args.id,
      status: 'snoozed',
      snoozedUntil: args.until,
      closedAt: null,
    });
    await addActivity(tx, ctx, { ...args, kind: 'snoozed', data: { until: args.until } });
  }),

  /** Mine alone: I have seen all that the customer has written so far. */
  markRead: defineMutator(markReadArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    await tx.mutate.conversationRead.upsert({
      memberId: ctx.memberId,
      conversationId: args.id,
      workspaceId: ctx.workspaceId,
      readCount: conversation.inboundCount,
      readAt: args.at,
    });
  }),

  /** Mine alone: shows the conversation as unread to me again. */
  markUnread: defineMutator(markReadArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    await tx.mutate.conversationRead.upsert({
      memberId: ctx.memberId,
      conversationId: args.id,
      workspaceId: ctx.workspaceId,
      readCount: Math.max(0, conversation.inboundCount - 1),
      readAt: args.at,
    });
  }),
};
