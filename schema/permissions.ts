import type { Context } from './context.ts';
import { zql } from './schema.ts';

/**
 * One conversation is looked up once for all of its rows, and followed: should it move out of reach, the rows go. Without
 * it every change to the conversation would be held against each of its messages, for each person who has it open.
 */
const ASKED_ONCE = { scalar: true } as const;

/** This conversation, as long as it stands in one of these inboxes. */
function within(inboxIds: readonly string[], conversationId: string) {
  return (conversation: typeof zql.conversation) =>
    conversation.where('id', conversationId).where('inboxId', 'IN', [...inboxIds]);
}

/** The conversations this member may see: the start of every conversation query, nested or by id. */
export function visibleConversations(ctx: Context) {
  const own = zql.conversation.where('workspaceId', ctx.workspaceId);
  return ctx.inboxIds === 'all' ? own : own.where('inboxId', 'IN', [...ctx.inboxIds]);
}

/** The messages of conversations this member may see. */
export function visibleMessages(ctx: Context) {
  const own = zql.message.where('workspaceId', ctx.workspaceId);
  if (ctx.inboxIds === 'all') return own;
  const inboxIds = [...ctx.inboxIds];
  return own.whereExists('conversation', (c) => c.where('inboxId', 'IN', inboxIds));
}

/** The messages of one conversation, if this member may see it. */
export function messagesOf(ctx: Context, conversationId: string) {
  const own = zql.message.where('workspaceId', ctx.workspaceId).where('conversationId', conversationId);
  if (ctx.inboxIds === 'all') return own;
  return own.whereExists('conversation', within(ctx.inboxIds, conversationId), ASKED_ONCE);
}

/** The contacts this member may see: those who wrote to an inbox of theirs. */
export function visibleContacts(ctx: Context) {
  const own = zql.contact.where('workspaceId', ctx.workspaceId);
  if (ctx.inboxIds === 'all') return own;
  const inboxIds = [...ctx.inboxIds];
  return own.whereExists('conversations', (c) => c.where('inboxId', 'IN', inboxIds));
}

/** The timeline lines of one conversation, if this member may see it. */
export function activitiesOf(ctx: Context, conversationId: string) {
  const own = zql.activity.where('workspaceId', ctx.workspaceId).where('conversationId', conversationId);
  if (ctx.inboxIds === 'all') return own;
  return own.whereExists('conversation', within(ctx.inboxIds, conversationId), ASKED_ONCE);
}

/** The steps of messages this member may see. */
export function visibleTransitions(ctx: Context) {
  const own = zql.messageTransition.where('workspaceId', ctx.workspaceId);
  if (ctx.inboxIds === 'all') return own;
  const inboxIds = [...ctx.inboxIds];
  return own.whereExists('message', (m) =>
    m.whereExists('conversation', (c) => c.where('inboxId', 'IN', inboxIds)),
  );
}

/** Who is here, as far as this member may know: colleagues in conversations they may see, and those in none. */
export function visiblePresence(ctx: Context) {
  const own = zql.presence.where('workspaceId', ctx.workspaceId);
  if (ctx.inboxIds === 'all') return own;
  const inboxIds = [...ctx.inboxIds];
  return own.where(({ or, cmp, exists }) =>
    or(
      cmp('conversationId', 'IS', null),
      exists('conversation', (c) => c.where('inboxId', 'IN', inboxIds)),
    ),
  );
}

/** What was asked of a decision-maker about one conversation, if this member may see it. */
export function escalationsOf(ctx: Context, conversationId: string) {
  const own = zql.escalation.where('workspaceId', ctx.workspaceId).where('conversationId', conversationId);
  if (ctx.inboxIds === 'all') return own;
  return own.whereExists('conversation', within(ctx.inboxIds, conversationId), ASKED_ONCE);
}

/** Who is answering what, in conversations this member may see. */
export function visibleLeases(ctx: Context) {
  const own = zql.replyLease.where('workspaceId', ctx.workspaceId);
  if (ctx.inboxIds === 'all') return own;
  const inboxIds = [...ctx.inboxIds];
  return own.whereExists('conversation', (c) => c.where('inboxId', 'IN', inboxIds));
}

/** May this member change stages, rules, channels and people? */
export function canAdminister(ctx: Context): boolean {
  return ctx.role === 'admin';
}

/** May this member see numbers whole and step into others' work? */
export function canManage(ctx: Context): boolean {
  return ctx.role === 'admin' || ctx.role === 'manager';
}
