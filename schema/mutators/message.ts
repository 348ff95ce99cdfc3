import { defineMutator } from '@rocicorp/zero';
import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import { conversationAfterMessage } from '../domain/conversation-after-message.ts';
import { textFault } from '../domain/message-limits.ts';
import { sessionWindow } from '../domain/session-window.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../errors.ts';
import { visibleMessages } from '../permissions.ts';
import type { MessageRow, Schema } from '../schema.ts';
import { loadConversation } from './load-conversation.ts';
import { conversationState } from './conversation-state.ts';

/** `id` is made by the client and unique in the database: a reply retried in any way is still one reply. */
export const sendArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  text: z.string().max(20_000),
  quotedMessageId: z.uuid().nullish(),
  at: z.number(),
});

export const noteArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  text: z.string().max(20_000),
  at: z.number(),
});

export const aboutArgs = z.object({ id: z.uuid(), at: z.number() });

export const messageMutators = {
  /** A free-text reply. Refuses `not_found`, `text_empty`, `text_too_long`, `window_shut`. */
  send: defineMutator(sendArgs, async ({ tx, ctx, args }) => {
    const fault = textFault(args.text);
    if (fault) throw new Refusal(fault);
    const conversation = await loadConversation(tx, ctx, args.conversationId);
    if (sessionWindow({ closesAt: conversation.windowClosesAt, now: args.at }) === 'shut')
      throw new Refusal('window_shut');
    const text = args.text.trim();
    await tx.mutate.message.insert({
      id: args.id,
      workspaceId: ctx.workspaceId,
      conversationId: conversation.id,
      direction: 'outbound',
      type: 'text',
      text,
      status: 'queued',
      authorKind: 'member',
      authorMemberId: ctx.memberId,
      authorName: ctx.name,
      quotedMessageId: args.quotedMessageId ?? null,
      reactions: [],
      forwarded: false,
      at: args.at,
    });
    const bubble = { id: args.id, direction: 'outbound', type: 'text', text, at: args.at } as const;
    await tx.mutate.conversation.update({
      id: conversation.id,
      ...conversationAfterMessage(conversationState(conversation), {
        ...bubble,
        authorName: ctx.name,
        status: 'queued',
        makesWork: false,
      }),
    });
  }),

  /** An internal note: seen by colleagues, never by the customer; nobody's turn changes. */
  note: defineMutator(noteArgs, async ({ tx, ctx, args }) => {
    const fault = textFault(args.text);
    if (fault) throw new Refusal(fault);
    const conversation = await loadConversation(tx, ctx, args.conversationId);
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
    const message = await loadTroubled(tx, ctx, args.id);
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
};

/** An outbound message that failed or was never confirmed, if the asker may see it. Refuses `not_found`, `too_late_to_undo`. */
export async function loadTroubled(tx: Transaction<Schema>, ctx: Context, id: string): Promise<MessageRow> {
  const message = await tx.run(visibleMessages(ctx).where('id', id).one());
  if (!message || message.direction !== 'outbound') throw new Refusal('not_found');
  if (message.status !== 'failed' && message.status !== 'unconfirmed') throw new Refusal('too_late_to_undo');
  return message;
}
