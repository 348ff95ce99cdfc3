import { defineMutator } from '@rocicorp/zero';
import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import { conversationAfterMessage } from '../domain/conversation-after-message.ts';
import { textFault } from '../domain/message-limits.ts';
import { isFenced } from '../domain/reply-fence.ts';
import { sessionWindow } from '../domain/session-window.ts';
import type { Context } from '../context.ts';
import { Refusal } from '../errors.ts';
import { visibleMessages } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { ConversationRow, MessageRow, Schema } from '../schema.ts';
import { addActivity } from './add-activity.ts';
import { assertMayReply, leaseMutators } from './lease.ts';
import { loadConversation } from './load-conversation.ts';
import { conversationState } from './conversation-state.ts';

/** `id` is made by the client and unique in the database: a reply retried in any way is still one reply. */
export const sendArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  text: z.string().max(20_000),
  quotedMessageId: z.uuid().nullish(),
  /** The last answer on the writer's screen; null when there was none. */
  seenAnswerId: z.uuid().nullable(),
  /** "Send anyway": names the timeline line that records it. */
  anywayActivityId: z.uuid().nullish(),
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
  /**
   * A free-text reply. Refuses `not_found`, `text_empty`, `text_too_long`, `window_shut`, `reply_held` (a colleague may
   * answer now) and `reply_fenced` (an answer landed that the writer had not seen).
   */
  send: defineMutator(sendArgs, async ({ tx, ctx, args }) => {
    const fault = textFault(args.text);
    if (fault) throw new Refusal(fault);
    const conversation = await loadConversation(tx, ctx, args.conversationId);
    if (await isRetry(tx, ctx, { ...args, direction: 'outbound' })) return;
    if (sessionWindow({ closesAt: conversation.windowClosesAt, now: args.at }) === 'shut')
      throw new Refusal('window_shut');
    await assertMayReply(tx, ctx, args);
    await assertNotFenced(tx, ctx, { conversation, args });
    if (args.quotedMessageId)
      await assertQuotable(tx, ctx, { conversation, quotedMessageId: args.quotedMessageId });
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
        authorMemberId: ctx.memberId,
        status: 'queued',
        makesWork: false,
      }),
    });
    await leaseMutators.release.fn({
      tx,
      ctx,
      args: { conversationId: conversation.id, tabId: 'any-tab-of-mine', at: args.at },
    });
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

/**
 * Is this message here already, because the same call came twice? An insert under a known key silently does nothing, so
 * an id that belongs to anything else is refused: whoever took it would speak through somebody else's message.
 */
async function isRetry(
  tx: Transaction<Schema>,
  ctx: Context,
  { id, conversationId, direction }: { id: string; conversationId: string; direction: 'outbound' | 'note' },
): Promise<boolean> {
  const known = await tx.run(zql.message.where('id', id).one());
  if (!known) return false;
  const isSame = known.conversationId === conversationId && known.direction === direction;
  if (isSame && known.authorMemberId === ctx.memberId) return true;
  throw new Refusal('invalid_input', { field: 'id' });
}

/** Only a message of the same conversation can be quoted. */
async function assertQuotable(
  tx: Transaction<Schema>,
  ctx: Context,
  { conversation, quotedMessageId }: { conversation: ConversationRow; quotedMessageId: string },
): Promise<void> {
  const quoted = await tx.run(
    visibleMessages(ctx).where('conversationId', conversation.id).where('id', quotedMessageId).one(),
  );
  if (!quoted) throw new Refusal('not_found');
}

type Fenced = { conversation: ConversationRow; args: z.infer<typeof sendArgs> };

/** The server's word against a second answer: the client runs it too, and so often knows before the network does. */
async function assertNotFenced(
  tx: Transaction<Schema>,
  ctx: Context,
  { conversation, args }: Fenced,
): Promise<void> {
  const lastAnswer = conversation.lastAnswerId
    ? { id: conversation.lastAnswerId, memberId: conversation.lastAnswerMemberId ?? null }
    : null;
  if (!isFenced(lastAnswer, { memberId: ctx.memberId, seenAnswerId: args.seenAnswerId })) return;
  if (args.anywayActivityId) {
    await addActivity(tx, ctx, {
      activityId: args.anywayActivityId,
      id: conversation.id,
      at: args.at,
      kind: 'sent_anyway',
      data: {},
    });
    return;
  }
  const answer = await tx.run(
    zql.message.where('workspaceId', ctx.workspaceId).where('id', lastAnswer!.id).one(),
  );
  throw new Refusal('reply_fenced', { messageId: lastAnswer!.id, name: answer?.authorName ?? null });
}

/** An outbound message that failed or was never confirmed, if the asker may see it. Refuses `not_found`, `too_late_to_undo`. */
export async function loadTroubled(tx: Transaction<Schema>, ctx: Context, id: string): Promise<MessageRow> {
  const message = await tx.run(visibleMessages(ctx).where('id', id).one());
  if (!message || message.direction !== 'outbound') throw new Refusal('not_found');
  if (message.status !== 'failed' && message.status !== 'unconfirmed') throw new Refusal('too_late_to_undo');
  return message;
}
