import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { ruleConditions } from '../domain/route-conversation.ts';
import { Refusal } from '../errors.ts';
import { canAdminister } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { Schema } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';

const targetMs = z.number().positive().nullable().optional();
const minute = z.number().int().min(0).max(1440);

export const inboxSettingsArgs = z.object({
  id: z.uuid(),
  policy: z.enum(['manual', 'round_robin', 'least_busy']).optional(),
  capacity: z.number().int().positive().max(1000).nullable().optional(),
  firstTargetMs: targetMs,
  answerTargetMs: targetMs,
  resolutionTargetMs: targetMs,
  handBackAfterMs: targetMs,
  isAutoReplyOn: z.boolean().optional(),
  autoReplyText: z.string().trim().max(1024).nullable().optional(),
  autoReplyTemplate: z.string().max(512).nullable().optional(),
  autoReplyLanguage: z.string().max(20).nullable().optional(),
});

export const ruleArgs = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(80),
  position: z.number().int().min(0).max(10_000),
  conditions: ruleConditions,
  inboxId: z.uuid().nullable(),
  memberId: z.uuid().nullable(),
  isEnabled: z.boolean(),
});

export const hoursArgs = z.object({
  weekly: z
    .array(z.array(z.object({ from: minute, to: minute })).max(6))
    .length(7)
    .nullable(),
  holidays: z.array(z.object({ date: z.iso.date(), name: z.string().trim().max(80) })).max(200),
});

async function assertAdmin(
  tx: Transaction<Schema>,
  ctx: Context,
  { inboxId, memberId }: { inboxId: string | null; memberId: string | null },
): Promise<void> {
  if (inboxId) {
    const inbox = await tx.run(zql.inbox.where('workspaceId', ctx.workspaceId).where('id', inboxId).one());
    if (!inbox) throw new Refusal('not_found');
  }
  if (memberId) {
    const member = await tx.run(zql.member.where('workspaceId', ctx.workspaceId).where('id', memberId).one());
    if (!member) throw new Refusal('not_found');
  }
  if (!canAdminister(ctx)) throw new Refusal('forbidden');
}

/** How new conversations find their people. For admins; others get `forbidden`. */
export const routingMutators = {
  /** How an inbox gives out work and what it promises; what is not named stays. */
  setInbox: defineMutator(inboxSettingsArgs, async ({ tx, ctx, args }) => {
    await assertAdmin(tx, ctx, { inboxId: args.id, memberId: null });
    await tx.mutate.inbox.update(args);
  }),

  /** Who works in an inbox. What somebody owned there goes back to the queue soon after they are taken out, if they see it no more. */
  setInboxMember: defineMutator(
    z.object({ inboxId: z.uuid(), memberId: z.uuid(), isMember: z.boolean() }),
    async ({ tx, ctx, args: { inboxId, memberId, isMember } }) => {
      await assertAdmin(tx, ctx, { inboxId, memberId });
      if (isMember) await tx.mutate.inboxMember.upsert({ inboxId, memberId, workspaceId: ctx.workspaceId });
      else await tx.mutate.inboxMember.delete({ inboxId, memberId });
    },
  ),

  /** How many messages a second a number may send: what WhatsApp allows it. */
  setChannelPace: defineMutator(
    z.object({ id: z.uuid(), sendsPerSecond: z.number().int().min(1).max(10_000) }),
    async ({ tx, ctx, args }) => {
      const channel = await tx.run(
        zql.channel.where('workspaceId', ctx.workspaceId).where('id', args.id).one(),
      );
      if (!channel) throw new Refusal('not_found');
      if (!canAdminister(ctx)) throw new Refusal('forbidden');
      await tx.mutate.channel.update(args);
    },
  ),

  /** An admin says that a number paused for a fault of its set-up is mended: what waited goes out by itself. */
  resumeChannel: defineMutator(z.object({ id: z.uuid() }), async ({ tx, ctx, args }) => {
    const channel = await tx.run(
      zql.channel.where('workspaceId', ctx.workspaceId).where('id', args.id).one(),
    );
    if (!channel) throw new Refusal('not_found');
    if (!canAdminister(ctx)) throw new Refusal('forbidden');
    await tx.mutate.channel.update({ id: args.id, state: 'active', pausedReason: null, pausedAt: null });
  }),

  saveRule: defineMutator(ruleArgs, async ({ tx, ctx, args }) => {
    const known = await tx.run(zql.routingRule.where('id', args.id).one());
    if (known && known.workspaceId !== ctx.workspaceId) throw new Refusal('not_found');
    await assertAdmin(tx, ctx, args);
    await tx.mutate.routingRule.upsert({ ...args, workspaceId: ctx.workspaceId });
  }),

  /** The order in which rules are asked. Ids of rules that are not ours, or no longer there, are passed over. */
  orderRules: defineMutator(
    z.object({ ids: z.array(z.uuid()).max(200) }),
    async ({ tx, ctx, args: { ids } }) => {
      const own = await tx.run(zql.routingRule.where('workspaceId', ctx.workspaceId));
      const known = ids.filter((id) => own.some((rule) => rule.id === id));
      if (known.length === 0) throw new Refusal('not_found');
      await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
      for (const [position, id] of known.entries()) await tx.mutate.routingRule.update({ id, position });
    },
  ),

  removeRule: defineMutator(z.object({ id: z.uuid() }), async ({ tx, ctx, args }) => {
    const rule = await tx.run(
      zql.routingRule.where('workspaceId', ctx.workspaceId).where('id', args.id).one(),
    );
    if (!rule) throw new Refusal('not_found');
    await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
    await tx.mutate.routingRule.delete({ id: args.id });
  }),

  /** When the business is open, in minutes of the day per weekday, Sunday first; null: always. */
  setHours: defineMutator(hoursArgs, async ({ tx, ctx, args }) => {
    await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
    await tx.mutate.workspace.update({
      id: ctx.workspaceId,
      businessHours: args.weekly === null ? null : { weekly: args.weekly },
      holidays: args.holidays,
    });
  }),
};
