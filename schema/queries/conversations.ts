import { defineQuery } from '@rocicorp/zero';
import type { Condition } from '@rocicorp/zero';
import { z } from 'zod';
import { compileFilter, filterSchema } from '../domain/saved-filter.ts';
import type { FilterBuilder } from '../domain/saved-filter.ts';
import { visibleConversations } from '../permissions.ts';
import { zql } from '../schema.ts';

/**
 * The views of the inbox. `inbox` needs an `inboxId`, which narrows any other; `drafts` the ids this device keeps drafts
 * for; `scheduled` those in which something leaves later; `followUps` until when: the end of today by the business's clock.
 */
export const VIEW_KEYS = [
  'mine',
  'unassigned',
  'mentions',
  'all',
  'inbox',
  'snoozed',
  'closed',
  'drafts',
  'scheduled',
  'firstLate',
  'troubled',
  'noOwner',
  'followUps',
  'waitingOnUs',
  'waitingOnThem',
  'escalated',
] as const;
export type ViewKey = (typeof VIEW_KEYS)[number];

export const viewArgs = z.object({
  view: z.enum(VIEW_KEYS),
  inboxId: z.uuid().optional(),
  until: z.number().optional(),
  ids: z.array(z.uuid()).max(100).optional(),
  limit: z.number().int().min(1).max(500),
});
export type ViewArgs = z.infer<typeof viewArgs>;

function byNewest(list: ReturnType<typeof visibleConversations>, limit: number) {
  return list.orderBy('lastMessageAt', 'desc').orderBy('id', 'asc').limit(limit);
}

export const conversationQueries = {
  /** One view, in the order it is worked: what is most overdue first, the rest by newest activity. */
  list: defineQuery(viewArgs, ({ ctx, args: { view, inboxId, until, ids, limit } }) => {
    const every = visibleConversations(ctx);
    const visible = inboxId ? every.where('inboxId', inboxId) : every;
    const open = visible.where('status', 'open');
    const queue = (list: typeof visible) =>
      list.orderBy('queueOrder', 'asc').orderBy('id', 'asc').limit(limit);
    switch (view) {
      case 'mine':
        return byNewest(open.where('assigneeId', ctx.memberId), limit);
      case 'mentions':
        return byNewest(
          visible
            .where('status', '!=', 'closed')
            .whereExists('mentions', (m) => m.where('memberId', ctx.memberId)),
          limit,
        );
      case 'drafts':
      case 'scheduled':
        return byNewest(visible.where('id', 'IN', ids ?? []), limit);
      case 'snoozed':
      case 'closed':
        return byNewest(visible.where('status', view), limit);
      case 'unassigned':
        return queue(open.where('assigneeId', 'IS', null));
      case 'noOwner':
        return queue(open.where('assigneeId', 'IS', null).where('waitingOn', 'us'));
      case 'inbox':
        return queue(inboxId ? open : open.where('inboxId', ''));
      case 'waitingOnUs':
        return queue(open.where('waitingOn', 'us'));
      case 'waitingOnThem':
        return open
          .where('waitingOn', 'them')
          .orderBy('waitingSince', 'asc')
          .orderBy('id', 'asc')
          .limit(limit);
      case 'firstLate':
        return open
          .where('waitingOn', 'us')
          .where('breach', 'first')
          .orderBy('firstResponseDueAt', 'asc')
          .orderBy('id', 'asc')
          .limit(limit);
      case 'followUps':
        return visible
          .where('status', 'snoozed')
          .where('snoozedUntil', '<', until ?? 0)
          .orderBy('snoozedUntil', 'asc')
          .orderBy('id', 'asc')
          .limit(limit);
      case 'escalated':
        return visible
          .where('escalatedAt', 'IS NOT', null)
          .orderBy('escalationDueAt', 'asc')
          .orderBy('id', 'asc')
          .limit(limit);
      case 'troubled':
        return queue(visible.where('troubledCount', '>', 0));
      case 'all':
        return queue(open);
    }
  }),

  /** What a saved view shows: its filter over what this member may see. `until`: when today ends, for its follow-ups. */
  filtered: defineQuery(
    z.object({
      filter: filterSchema,
      until: z.number().optional(),
      limit: z.number().int().min(1).max(500),
    }),
    ({ ctx, args: { filter, until, limit } }) =>
      visibleConversations(ctx)
        .where((build) =>
          compileFilter(filter, build as unknown as FilterBuilder<Condition>, {
            memberId: ctx.memberId,
            todayEndsAt: until ?? 0,
          }),
        )
        .orderBy('queueOrder', 'asc')
        .orderBy('id', 'asc')
        .limit(limit),
  ),

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

  /** Any conversation a customer has written in: whether anybody ever has. */
  firstInbound: defineQuery(({ ctx }) => visibleConversations(ctx).where('inboundCount', '>', 0).one()),

  /** How far I have read, newest first. */
  myReads: defineQuery(z.object({ limit: z.number().int().min(1).max(1000) }), ({ ctx, args: { limit } }) =>
    zql.conversationRead
      .where('memberId', ctx.memberId)
      .orderBy('readAt', 'desc')
      .orderBy('conversationId', 'asc')
      .limit(limit),
  ),
};
