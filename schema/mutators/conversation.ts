import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { zql } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';
import { addActivity } from './add-activity.ts';
import { dueTimesOf } from './due-times-of.ts';
import { findWorker } from './find-worker.ts';
import { loadConversation } from './load-conversation.ts';
import { notify } from './notify.ts';
import { openingOf, reopenConversation } from './reopen-conversation.ts';

/** `activityId` names the timeline line this change leaves, made where the change is made. */
const base = { id: z.uuid(), activityId: z.uuid(), at: z.number() };

export const baseArgs = z.object(base);
export const assignArgs = z.object({ ...base, memberId: z.uuid().nullable() });
export const closeArgs = z.object({ ...base, reason: z.string().max(60).nullish() });
export const reopenArgs = z.object({
  ...base,
  isUndo: z.boolean().optional(),
  /** With an undo: the time until which it had been snoozed, when it was. */
  until: z.number().nullish(),
});
export const snoozeArgs = z.object({ ...base, until: z.number() });
export const markReadArgs = z.object({ id: z.uuid(), at: z.number() });
export const handBackArgs = z.object({ ...base, note: z.string().trim().max(500).nullish() });
export const priorityArgs = z.object({ ...base, priority: z.enum(['low', 'normal', 'high', 'urgent']) });
export const transferArgs = z.object({
  ...base,
  /** Null: to the queue of the inbox. */
  memberId: z.uuid().nullable(),
  inboxId: z.uuid().nullish(),
  note: z.string().trim().max(2000).nullish(),
  /** The note's own id, made by the client. */
  noteId: z.uuid(),
});

export const conversationMutators = {
  /** Gives the conversation to a member, or back to the queue with null. Refuses `invalid_input` for one who cannot see it. */
  assign: defineMutator(assignArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    const assignee = args.memberId
      ? await findWorker(tx, ctx, { memberId: args.memberId, inboxId: conversation.inboxId })
      : null;
    if ((conversation.assigneeId ?? null) === args.memberId) return;
    await tx.mutate.conversation.update({ id: args.id, assigneeId: args.memberId });
    await addActivity(tx, ctx, {
      ...args,
      kind: assignee ? 'assigned' : 'unassigned',
      data: { memberId: args.memberId, name: assignee?.name ?? null, from: conversation.assigneeId ?? null },
    });
    if (assignee)
      await notify(tx, ctx, {
        cause: args.activityId,
        memberId: assignee.id,
        conversation,
        kind: 'assigned',
        at: args.at,
      });
  }),

  /** Takes a conversation nobody owns. Exactly one of many wins; the others get `already_claimed` with the winner's name. */
  claim: defineMutator(baseArgs, async ({ tx, ctx, args }) => {
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

  /** Hands the conversation to a colleague, another inbox or both, with a note that only the team sees. */
  transfer: defineMutator(transferArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    const inboxId = args.inboxId ?? conversation.inboxId;
    const inbox = await tx.run(zql.inbox.where('workspaceId', ctx.workspaceId).where('id', inboxId).one());
    if (!inbox) throw new Refusal('not_found');
    const assignee = args.memberId ? await findWorker(tx, ctx, { memberId: args.memberId, inboxId }) : null;
    if (await tx.run(zql.message.where('id', args.noteId).one()))
      throw new Refusal('invalid_input', { field: 'noteId' });
    if (args.note) {
      await tx.mutate.message.insert({
        id: args.noteId,
        workspaceId: ctx.workspaceId,
        conversationId: args.id,
        direction: 'note',
        type: 'text',
        text: args.note,
        status: 'received',
        authorKind: 'member',
        authorMemberId: ctx.memberId,
        authorName: ctx.name,
        reactions: [],
        forwarded: false,
        at: args.at,
      });
    }
    const due = await dueTimesOf(tx, ctx, { ...conversation, inboxId });
    const isMoved = inboxId !== conversation.inboxId;
    await tx.mutate.conversation.update({
      id: args.id,
      inboxId,
      assigneeId: args.memberId,
      ...due,
      // Another inbox promises another time: what was broken is looked at anew.
      ...(isMoved && { breachedAt: null, breach: null }),
    });
    await addActivity(tx, ctx, {
      ...args,
      kind: 'transferred',
      data: {
        memberId: args.memberId,
        name: assignee?.name ?? null,
        inboxId: isMoved ? inboxId : null,
        inbox: isMoved ? inbox.name : null,
        from: conversation.assigneeId ?? null,
      },
    });
    if (assignee)
      await notify(tx, ctx, {
        cause: args.activityId,
        memberId: assignee.id,
        conversation,
        kind: 'transferred',
        data: { note: args.note ?? null },
        at: args.at,
      });
  }),

  /** Back to the queue, saying why: nobody owns it and whoever is next may take it. */
  handBack: defineMutator(handBackArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    if (!conversation.assigneeId) return;
    await tx.mutate.conversation.update({ id: args.id, assigneeId: null });
    const data = { from: conversation.assigneeId, note: args.note ?? null };
    await addActivity(tx, ctx, { ...args, kind: 'handed_back', data });
  }),

  setPriority: defineMutator(priorityArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    if (conversation.priority === args.priority) return;
    const due = await dueTimesOf(tx, ctx, { ...conversation, priority: args.priority });
    // What was promised has changed, so what was broken is looked at anew.
    await tx.mutate.conversation.update({
      id: args.id,
      priority: args.priority,
      ...due,
      breachedAt: null,
      breach: null,
    });
    const data = { from: conversation.priority, to: args.priority };
    await addActivity(tx, ctx, { ...args, kind: 'priority', data });
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

  /** Opens what was closed, or ends a snooze. The server finds who has what was closed. */
  reopen: defineMutator(reopenArgs, ({ tx, ctx, args }) => reopenConversation(tx, ctx, args)),

  /** Hides the conversation until a time; a reply wakes it sooner. For what was closed, work begins at that time. */
  snooze: defineMutator(snoozeArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    if (args.until <= args.at) throw new Refusal('invalid_input', { field: 'until' });
    const snoozed = {
      status: 'snoozed' as const,
      snoozedUntil: args.until,
      closedAt: null,
      closedReason: null,
    };
    const opening = conversation.status === 'closed' ? openingOf(conversation, args.until) : null;
    const due = opening && (await dueTimesOf(tx, ctx, { ...conversation, ...snoozed, ...opening }));
    await tx.mutate.conversation.update({ id: args.id, ...snoozed, ...opening, ...due });
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
