import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { visibleConversations } from '../permissions.ts';
import { zql } from '../schema.ts';

/** The views of the inbox. `inbox` needs an `inboxId`. */
export const VIEW_KEYS = [
  'mine',
  'unassigned',
  'all',
  'inbox',
  'snoozed',
  'closed',
  'waitingOnUs',
  'waitingOnThem',
  'troubled',
] as const;
export type ViewKey = (typeof VIEW_KEYS)[number];

export const viewArgs = z.object({
  view: z.enum(VIEW_KEYS),
  inboxId: z.uuid().optional(),
  limit: z.number().int().min(1).max(500),
});
export type ViewArgs = z.infer<typeof viewArgs>;

export const conversationQueries = {
  /** One view, in the order it is worked: queues by who waits longest, the rest by newest activity. */
  list: defineQuery(viewArgs, ({ ctx, args: { view, inboxId, limit } }) => {
    const visible = visibleConversations(ctx);
    const open = visible.where('status', 'open');
    const queue = () => {
      if (view === 'unassigned') return open.where('assigneeId', 'IS', null);
      if (view === 'inbox') return open.where('inboxId', inboxId ?? '');
      if (view === 'waitingOnUs') return open.where('waitingOn', 'us');
      if (view === 'waitingOnThem') return open.where('waitingOn', 'them');
      if (view === 'troubled') return visible.where('troubledCount', '>', 0);
      return open;
    };
    if (view === 'mine') {
      return open
        .where('assigneeId', ctx.memberId)
        .orderBy('lastMessageAt', 'desc')
        .orderBy('id', 'asc')
        .limit(limit);
    }
    if (view === 'snoozed' || view === 'closed') {
      return visible.where('status', view).orderBy('lastMessageAt', 'desc').orderBy('id', 'asc').limit(limit);
    }
    return queue().orderBy('queueOrder', 'asc').orderBy('id', 'asc').limit(limit);
  }),

  byId: defineQuery(z.object({ id: z.uuid() }), ({ ctx, args: { id } }) =>
    visibleConversations(ctx).where('id', id).one(),
  ),

  ofContact: defineQuery(z.object({ contactId: z.uuid() }), ({ ctx, args: { contactId } }) =>
    visibleConversations(ctx).where('contactId', contactId).orderBy('lastMessageAt', 'desc').limit(20),
  ),

  /** The newest conversations whatever their status: what the palette can jump to without asking the server. */
  recent: defineQuery(z.object({ limit: z.number().int().min(1).max(500) }), ({ ctx, args: { limit } }) =>
    visibleConversations(ctx).orderBy('lastMessageAt', 'desc').orderBy('id', 'asc').limit(limit),
  ),

  /** How far I have read, newest first. */
  myReads: defineQuery(z.object({ limit: z.number().int().min(1).max(1000) }), ({ ctx, args: { limit } }) =>
    zql.conversationRead
      .where('memberId', ctx.memberId)
      .orderBy('readAt', 'desc')
      .orderBy('conversationId', 'asc')
      .limit(limit),
  ),
};
