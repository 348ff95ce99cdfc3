import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { canManage } from '../permissions.ts';
import { zql } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';
import { addActivity } from './add-activity.ts';
import { findWorker } from './find-worker.ts';
import { loadConversation } from './load-conversation.ts';
import { notify } from './notify.ts';

const base = { id: z.uuid(), activityId: z.uuid(), at: z.number() };

export const escalateArgs = z.object({
  ...base,
  escalationId: z.uuid(),
  memberId: z.uuid(),
  reason: z.string().trim().min(1).max(500),
  dueAt: z.number().nullable(),
});
export const decideArgs = z.object({ ...base, decision: z.string().trim().min(1).max(1000) });

export const escalationMutators = {
  /**
   * Asks a named colleague to decide. Until they have, the conversation stands on the list of escalations, whatever else
   * happens to it. Refuses `invalid_input` for oneself, for a colleague who cannot see it and while one is open.
   */
  escalate: defineMutator(escalateArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    const decider = await findWorker(tx, ctx, { memberId: args.memberId, inboxId: conversation.inboxId });
    if (decider.id === ctx.memberId) throw new Refusal('invalid_input', { field: 'memberId' });
    if (args.dueAt !== null && args.dueAt <= args.at) throw new Refusal('invalid_input', { field: 'dueAt' });
    const known = await tx.run(zql.escalation.where('id', args.escalationId).one());
    if (known || conversation.escalatedAt) throw new Refusal('invalid_input', { field: 'id' });
    await tx.mutate.escalation.insert({
      id: args.escalationId,
      workspaceId: ctx.workspaceId,
      conversationId: args.id,
      byId: ctx.memberId,
      toId: decider.id,
      reason: args.reason,
      dueAt: args.dueAt,
      at: args.at,
    });
    await tx.mutate.conversation.update({
      id: args.id,
      escalatedToId: decider.id,
      escalatedAt: args.at,
      // Those without a due time stand by when they were asked.
      escalationDueAt: args.dueAt ?? args.at,
      escalationReason: args.reason,
    });
    const data = { memberId: decider.id, name: decider.name, reason: args.reason, dueAt: args.dueAt };
    await addActivity(tx, ctx, { ...args, kind: 'escalated', data });
    await notify(tx, ctx, {
      cause: args.activityId,
      memberId: decider.id,
      conversation,
      kind: 'escalated',
      data: { reason: args.reason, dueAt: args.dueAt },
      at: args.at,
    });
  }),

  /** Records what was decided, by the one who was asked or a manager; whoever asked is told. */
  decide: defineMutator(decideArgs, async ({ tx, ctx, args }) => {
    const conversation = await loadConversation(tx, ctx, args.id);
    const open = await tx.run(
      zql.escalation
        .where('workspaceId', ctx.workspaceId)
        .where('conversationId', args.id)
        .where('decidedAt', 'IS', null)
        .one(),
    );
    if (!open) throw new Refusal('not_found');
    if (open.toId !== ctx.memberId && !canManage(ctx)) throw new Refusal('forbidden');
    await tx.mutate.escalation.update({
      id: open.id,
      decision: args.decision,
      decidedById: ctx.memberId,
      decidedAt: args.at,
    });
    await tx.mutate.conversation.update({
      id: args.id,
      escalatedToId: null,
      escalatedAt: null,
      escalationDueAt: null,
      escalationReason: null,
    });
    await addActivity(tx, ctx, { ...args, kind: 'decided', data: { decision: args.decision } });
    await notify(tx, ctx, {
      cause: args.activityId,
      memberId: open.byId,
      conversation,
      kind: 'decided',
      data: { decision: args.decision },
      at: args.at,
    });
  }),
};
