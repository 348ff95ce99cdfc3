import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { OUT_OF_SERVICE } from '../domain/paused-reason.ts';
import { ruleConditions } from '../domain/route-conversation.ts';
import { Refusal } from '../errors.ts';
import { canAdminister } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { Schema } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';

const targetMs = z.number().positive().nullable().optional();
const minute = z.number().int().min(0).max(1440);

const inboxName = z.string().trim().min(1).max(60);
const INBOX_HUES = ['stage-2', 'stage-4', 'stage-5', 'stage-3', 'stage-6', 'stage-1'];

export const inboxSettingsArgs = z.object({
  id: z.uuid(),
  name: inboxName.optional(),
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

/** The inboxes of the asker's business; refused when another of them has this name, however it is written. */
async function inboxesBeside(
  tx: Transaction<Schema>,
  ctx: Context,
  { id, name }: { id: string; name: string },
): Promise<readonly { id: string; position: number }[]> {
  const all = await tx.run(zql.inbox.where('workspaceId', ctx.workspaceId));
  const wanted = name.toLocaleLowerCase('en');
  const same = all.find((inbox) => inbox.id !== id && inbox.name.trim().toLocaleLowerCase('en') === wanted);
  if (same) throw new Refusal('name_taken', { name: same.name });
  return all;
}

async function assertChannel(tx: Transaction<Schema>, ctx: Context, id: string): Promise<void> {
  const channel = await tx.run(zql.channel.where('workspaceId', ctx.workspaceId).where('id', id).one());
  if (!channel) throw new Refusal('not_found');
}

/** How new conversations find their people. For admins; others get `forbidden`. */
export const routingMutators = {
  /** A new inbox, the last of them, with those who work in it. Nothing comes into it before a number or a rule says so. */
  addInbox: defineMutator(
    z.object({ id: z.uuid(), name: inboxName, memberIds: z.array(z.uuid()).max(500) }),
    async ({ tx, ctx, args: { id, name, memberIds } }) => {
      // An id that is there already is an inbox with people of its own.
      const known = await tx.run(zql.inbox.where('id', id).one());
      if (known && known.workspaceId !== ctx.workspaceId) throw new Refusal('not_found');
      await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
      if (known) throw new Refusal('not_found');
      for (const memberId of memberIds) await assertAdmin(tx, ctx, { inboxId: null, memberId });
      const { workspaceId } = ctx;
      const beside = await inboxesBeside(tx, ctx, { id, name });
      const position = 1 + Math.max(-1, ...beside.map((inbox) => inbox.position));
      const hue = INBOX_HUES[beside.length % INBOX_HUES.length]!;
      const fresh = { policy: 'manual', isAutoReplyOn: false } as const;
      await tx.mutate.inbox.insert({ id, workspaceId, name, hue, position, ...fresh });
      for (const memberId of memberIds)
        await tx.mutate.inboxMember.upsert({ inboxId: id, memberId, workspaceId });
    },
  ),

  /** How an inbox is called, gives out work and what it promises; what is not named stays. */
  setInbox: defineMutator(inboxSettingsArgs, async ({ tx, ctx, args }) => {
    await assertAdmin(tx, ctx, { inboxId: args.id, memberId: null });
    if (args.name !== undefined) await inboxesBeside(tx, ctx, { id: args.id, name: args.name });
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

  /** How a number is called here, and into which inbox its new conversations come; what is not named stays. */
  setChannel: defineMutator(
    z.object({
      id: z.uuid(),
      name: z.string().trim().min(1).max(80).optional(),
      inboxId: z.uuid().optional(),
    }),
    async ({ tx, ctx, args }) => {
      await assertChannel(tx, ctx, args.id);
      await assertAdmin(tx, ctx, { inboxId: args.inboxId ?? null, memberId: null });
      await tx.mutate.channel.update(args);
    },
  ),

  /** How many messages a second a number may send: what WhatsApp allows it. */
  setChannelPace: defineMutator(
    z.object({ id: z.uuid(), sendsPerSecond: z.number().int().min(1).max(10_000) }),
    async ({ tx, ctx, args }) => {
      await assertChannel(tx, ctx, args.id);
      await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
      await tx.mutate.channel.update(args);
    },
  ),

  /** An admin takes a number out of service: nothing leaves by it, and what waits keeps its order. */
  pauseChannel: defineMutator(z.object({ id: z.uuid(), at: z.number() }), async ({ tx, ctx, args }) => {
    await assertChannel(tx, ctx, args.id);
    await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
    const { id, at } = args;
    await tx.mutate.channel.update({ id, state: 'paused', pausedReason: OUT_OF_SERVICE, pausedAt: at });
  }),

  /** An admin puts a number back, or says that one paused for a fault of its set-up is mended: what waited goes out by itself. */
  resumeChannel: defineMutator(z.object({ id: z.uuid() }), async ({ tx, ctx, args }) => {
    await assertChannel(tx, ctx, args.id);
    await assertAdmin(tx, ctx, { inboxId: null, memberId: null });
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
