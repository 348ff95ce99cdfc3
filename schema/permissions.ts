import type { Context } from './context.ts';
import { zql } from './schema.ts';

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

/** May this member change stages, rules, channels and people? */
export function canAdminister(ctx: Context): boolean {
  return ctx.role === 'admin';
}

/** May this member see numbers whole and step into others' work? */
export function canManage(ctx: Context): boolean {
  return ctx.role === 'admin' || ctx.role === 'manager';
}
