import type { ReadonlyJSONValue, Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { conversationAfterMessage } from '../domain/conversation-after-message.ts';
import { isFenced } from '../domain/reply-fence.ts';
import { sessionWindow } from '../domain/session-window.ts';
import { Refusal } from '../errors.ts';
import { visibleMessages } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { ConversationRow, Schema } from '../schema.ts';
import { addActivity } from './add-activity.ts';
import { conversationState } from './conversation-state.ts';
import { assertMayReply, letGoOfReply } from './lease.ts';
import { loadConversation } from './load-conversation.ts';

/** `id` is made by the client and unique in the database: a reply retried in any way is still one reply. */
export const replyArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  quotedMessageId: z.uuid().nullish(),
  /** The last answer on the writer's screen; null when there was none. */
  seenAnswerId: z.uuid().nullable(),
  /** "Send anyway": names the timeline line that records it. */
  anywayActivityId: z.uuid().nullish(),
  at: z.number(),
});
export type ReplyArgs = z.infer<typeof replyArgs>;

/** What a bubble of ours holds. */
export type Bubble = {
  type: string;
  text: string | null;
  content?: ReadonlyJSONValue;
  media?: ReadonlyJSONValue;
};

/**
 * May this member say something to this customer now? The conversation if so, null when the same call came before.
 * Refuses `not_found`, `window_shut` (unless a template), `reply_held` and `reply_fenced`.
 */
export async function guardReply(
  tx: Transaction<Schema>,
  ctx: Context,
  args: ReplyArgs,
  { isTemplate = false } = {},
): Promise<ConversationRow | null> {
  const conversation = await loadConversation(tx, ctx, args.conversationId);
  if (await isRetry(tx, ctx, { ...args, direction: 'outbound' })) return null;
  if (!isTemplate && sessionWindow({ closesAt: conversation.windowClosesAt, now: args.at }) === 'shut')
    throw new Refusal('window_shut');
  await assertMayReply(tx, ctx, args.conversationId);
  await assertNotFenced(tx, ctx, { conversation, args });
  if (args.quotedMessageId)
    await assertQuotable(tx, ctx, { conversation, quotedMessageId: args.quotedMessageId });
  return conversation;
}

/** Writes the bubble, moves the conversation on, lets go of the reply. */
export async function writeReply(
  tx: Transaction<Schema>,
  ctx: Context,
  { conversation, args, bubble }: { conversation: ConversationRow; args: ReplyArgs; bubble: Bubble },
): Promise<void> {
  await insertBubble(tx, ctx, { args, bubble, at: args.at });
  await tx.mutate.conversation.update({
    id: conversation.id,
    ...conversationAfterMessage(conversationState(conversation), {
      id: args.id,
      direction: 'outbound',
      type: bubble.type,
      text: bubble.text,
      at: args.at,
      authorName: ctx.name,
      authorMemberId: ctx.memberId,
      status: 'queued',
      makesWork: false,
    }),
  });
  await letGoOfReply(tx, ctx, conversation.id);
}

/** One outbound bubble of this member, queued. `at`: where it stands in the thread, ms. */
export async function insertBubble(
  tx: Transaction<Schema>,
  ctx: Context,
  {
    args,
    bubble,
    at,
  }: {
    args: Pick<ReplyArgs, 'id' | 'conversationId' | 'quotedMessageId'>;
    bubble: Bubble;
    at: number;
  },
): Promise<void> {
  await tx.mutate.message.insert({
    id: args.id,
    workspaceId: ctx.workspaceId,
    conversationId: args.conversationId,
    direction: 'outbound',
    type: bubble.type,
    text: bubble.text,
    content: bubble.content ?? null,
    media: bubble.media ?? null,
    status: 'queued',
    authorKind: 'member',
    authorMemberId: ctx.memberId,
    authorName: ctx.name,
    quotedMessageId: args.quotedMessageId ?? null,
    reactions: [],
    forwarded: false,
    at,
  });
}

/**
 * Is this message here already, because the same call came twice? An insert under a known key silently does nothing, so
 * an id that belongs to anything else is refused: whoever took it would speak through somebody else's message.
 */
export async function isRetry(
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
export async function assertQuotable(
  tx: Transaction<Schema>,
  ctx: Context,
  { conversation, quotedMessageId }: { conversation: ConversationRow; quotedMessageId: string },
): Promise<void> {
  const quoted = await tx.run(
    visibleMessages(ctx).where('conversationId', conversation.id).where('id', quotedMessageId).one(),
  );
  if (!quoted) throw new Refusal('not_found');
}

/** The server's word against a second answer: the client runs it too, and so often knows before the network does. */
async function assertNotFenced(
  tx: Transaction<Schema>,
  ctx: Context,
  { conversation, args }: { conversation: ConversationRow; args: ReplyArgs },
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
