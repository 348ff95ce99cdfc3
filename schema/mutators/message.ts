import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { textFault } from '../domain/message-limits.ts';
import { sessionWindow } from '../domain/session-window.ts';
import { Refusal } from '../errors.ts';
import { canManage, visibleMessages } from '../permissions.ts';
import type { MessageRow, Schema } from '../schema.ts';
import { assertWanted } from './assert-wanted.ts';
import { defineMutator } from './define-mutator.ts';
import { loadConversation } from './load-conversation.ts';
import { guardReply, isRetry, replyArgs, writeReply } from './write-reply.ts';

export const sendArgs = replyArgs.extend({ text: z.string().max(20_000) });

export const noteArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  text: z.string().max(20_000),
  at: z.number(),
});

export const aboutArgs = z.object({ id: z.uuid(), at: z.number() });

export const messageMutators = {
  /**
   * A free-text reply. Refuses `not_found`, `text_empty`, `text_too_long`, `window_shut`, `reply_held` (a colleague may
   * answer now) and `reply_fenced` (an answer landed that the writer had not seen).
   */
  send: defineMutator(sendArgs, async ({ tx, ctx, args }) => {
    const fault = textFault(args.text);
    if (fault) throw new Refusal(fault);
    const conversation = await guardReply(tx, ctx, args);
    if (conversation)
      await writeReply(tx, ctx, { conversation, args, bubble: { type: 'text', text: args.text.trim() } });
  }),

  /** An internal note: seen by colleagues, never by the customer; nobody's turn changes. */
  note: defineMutator(noteArgs, async ({ tx, ctx, args }) => {
    const fault = textFault(args.text);
    if (fault) throw new Refusal(fault);
    const conversation = await loadConversation(tx, ctx, args.conversationId);
    if (await isRetry(tx, ctx, { ...args, direction: 'note' })) return;
    await tx.mutate.message.insert({
      id: args.id,
      workspaceId: ctx.workspaceId,
      conversationId: conversation.id,
      direction: 'note',
      type: 'text',
      text: args.text.trim(),
      status: 'received',
      authorKind: 'member',
      authorMemberId: ctx.memberId,
      authorName: ctx.name,
      reactions: [],
      forwarded: false,
      at: args.at,
    });
  }),

  /** A person decides, having looked, that a message which failed or was never confirmed shall go again. */
  resend: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
    const message = await loadResendable(tx, ctx, args);
    await tx.mutate.message.update({ id: message.id, status: 'queued', failure: null });
  }),

  /** A person saw on the phone that an unconfirmed message did arrive. */
  markSent: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
    const message = await loadTroubled(tx, ctx, args.id);
    if (message.status !== 'unconfirmed') throw new Refusal('invalid_input', { field: 'status' });
    await tx.mutate.message.update({ id: message.id, status: 'sent' });
  }),

  /** A person lets go of a message that did not leave, or of one nobody can prove. */
  discard: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
    const message = await loadTroubled(tx, ctx, args.id);
    await tx.mutate.message.update({ id: message.id, status: 'cancelled' });
  }),

  /** Takes back what has not left yet. Refuses `too_late_to_undo` once a call is being made or was made. */
  cancel: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
    const message = await loadQueued(tx, ctx, args.id);
    await tx.mutate.message.update({ id: message.id, status: 'cancelled' });
  }),
};

/** An outbound message that failed or was never confirmed, if the asker may see it. Refuses `not_found`, `too_late_to_undo`. */
export async function loadTroubled(tx: Transaction<Schema>, ctx: Context, id: string): Promise<MessageRow> {
  const message = await tx.run(visibleMessages(ctx).where('id', id).one());
  if (!message || message.direction !== 'outbound') throw new Refusal('not_found');
  if (message.status !== 'failed' && message.status !== 'unconfirmed') throw new Refusal('too_late_to_undo');
  return message;
}

/**
 * One that may go again. Refuses as `loadTroubled` does, `window_shut` for anything but a template once the window has
 * shut, and `marketing_stopped` where it is advertising nobody wants any more.
 */
export async function loadResendable(
  tx: Transaction<Schema>,
  ctx: Context,
  { id, at }: z.infer<typeof aboutArgs>,
): Promise<MessageRow> {
  const message = await loadTroubled(tx, ctx, id);
  const { category } = (message.content ?? {}) as { category?: string };
  const conversation = await loadConversation(tx, ctx, message.conversationId);
  const { windowClosesAt: closesAt } = conversation;
  if (message.type !== 'template' && sessionWindow({ closesAt, now: at }) === 'shut')
    throw new Refusal('window_shut', { closesAt: closesAt ?? null });
  await assertWanted(tx, ctx, { conversation, category });
  return message;
}

/** A message of this member (or, for a manager, of anyone) that still waits with us. Refuses `not_found`, `forbidden`, `too_late_to_undo`. */
export async function loadQueued(tx: Transaction<Schema>, ctx: Context, id: string): Promise<MessageRow> {
  const message = await tx.run(visibleMessages(ctx).where('id', id).one());
  if (!message || message.direction !== 'outbound') throw new Refusal('not_found');
  if (message.authorMemberId !== ctx.memberId && !canManage(ctx)) throw new Refusal('forbidden');
  if (message.status !== 'queued') throw new Refusal('too_late_to_undo');
  return message;
}
