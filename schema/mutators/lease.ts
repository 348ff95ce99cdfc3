import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { leaseHolder, mayReply } from '../domain/reply-lease.ts';
import { Refusal } from '../errors.ts';
import { zql } from '../schema.ts';
import type { Schema } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';
import { addActivity } from './add-activity.ts';
import { loadConversation } from './load-conversation.ts';

const tab = z.string().regex(/^[a-z0-9-]{8,64}$/);
export const leaseArgs = z.object({ conversationId: z.uuid(), tabId: tab, at: z.number() });

function leaseOf(tx: Transaction<Schema>, ctx: Context, conversationId: string) {
  return tx.run(
    zql.replyLease.where('workspaceId', ctx.workspaceId).where('conversationId', conversationId).one(),
  );
}

/**
 * Refuses `reply_held`, naming the holder, when a colleague may answer now and this member may not. Only the server knows
 * whether somebody on a screen still writes: a browser leaves the decision to it.
 */
export async function assertMayReply(
  tx: Transaction<Schema>,
  ctx: Context,
  conversationId: string,
): Promise<void> {
  if (tx.location !== 'server') return;
  const lease = await leaseOf(tx, ctx, conversationId);
  if (mayReply(lease, ctx.memberId)) return;
  const holder = await tx.run(
    zql.member.where('workspaceId', ctx.workspaceId).where('id', lease!.memberId).one(),
  );
  throw new Refusal('reply_held', { name: holder?.name ?? null, memberId: lease!.memberId });
}

async function hold(
  tx: Transaction<Schema>,
  ctx: Context,
  args: z.infer<typeof leaseArgs>,
  acquiredAt: number,
): Promise<void> {
  await tx.mutate.replyLease.upsert({
    conversationId: args.conversationId,
    workspaceId: ctx.workspaceId,
    memberId: ctx.memberId,
    tabId: args.tabId,
    acquiredAt,
  });
}

export const leaseMutators = {
  /**
   * The first key takes the reply. Refuses `reply_held` with the holder's name. That its holder still writes is not said
   * here: beats say so, beside the engine.
   */
  acquire: defineMutator(leaseArgs, async ({ tx, ctx, args }) => {
    await loadConversation(tx, ctx, args.conversationId);
    await assertMayReply(tx, ctx, args.conversationId);
    const lease = await leaseOf(tx, ctx, args.conversationId);
    const holderId = leaseHolder(lease);
    // A browser that sees a colleague hold it says nothing before the server has.
    if (holderId !== null && holderId !== ctx.memberId) return;
    if (lease?.tabId === args.tabId) return;
    await hold(tx, ctx, args, lease?.acquiredAt ?? args.at);
  }),

  /** One key takes the reply over from whoever holds it; the timeline says so, and their draft stays theirs. */
  takeOver: defineMutator(leaseArgs.extend({ activityId: z.uuid() }), async ({ tx, ctx, args }) => {
    await loadConversation(tx, ctx, args.conversationId);
    const holderId = leaseHolder(await leaseOf(tx, ctx, args.conversationId));
    await hold(tx, ctx, args, args.at);
    if (holderId === null || holderId === ctx.memberId) return;
    const holder = await tx.run(zql.member.where('workspaceId', ctx.workspaceId).where('id', holderId).one());
    await addActivity(tx, ctx, {
      ...args,
      id: args.conversationId,
      kind: 'taken_over',
      data: { from: holder?.name ?? null },
    });
  }),

  /** Lets go of the reply, if this tab still holds it: another tab of the same member goes on. */
  release: defineMutator(leaseArgs, async ({ tx, ctx, args }) => {
    const lease = await leaseOf(tx, ctx, args.conversationId);
    if (lease?.memberId === ctx.memberId && lease.tabId === args.tabId)
      await tx.mutate.replyLease.delete({ conversationId: args.conversationId });
  }),
};

/** Whoever has answered holds nothing any more, in whichever of their tabs they wrote. */
export async function letGoOfReply(
  tx: Transaction<Schema>,
  ctx: Context,
  conversationId: string,
): Promise<void> {
  const lease = await leaseOf(tx, ctx, conversationId);
  if (lease?.memberId === ctx.memberId) await tx.mutate.replyLease.delete({ conversationId });
}
