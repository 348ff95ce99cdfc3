import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { activitiesOf, messagesOf, visibleMessages, visibleTransitions } from '../permissions.ts';

const window = z.object({ conversationId: z.uuid(), limit: z.number().int().min(1).max(2000) });

export const messageQueries = {
  /** The newest `limit` bubbles of a conversation, newest first. */
  window: defineQuery(window, ({ ctx, args: { conversationId, limit } }) =>
    messagesOf(ctx, conversationId).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit),
  ),

  /** One message by its id: where to look for what stands around it. */
  byId: defineQuery(z.object({ id: z.uuid() }), ({ ctx, args: { id } }) =>
    visibleMessages(ctx).where('id', id).one(),
  ),

  /** The `limit` bubbles up to an instant, newest first. */
  until: defineQuery(window.extend({ at: z.number() }), ({ ctx, args: { conversationId, at, limit } }) =>
    messagesOf(ctx, conversationId)
      .where('at', '<=', at)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  ),

  /** The `limit` bubbles after an instant, oldest first. */
  after: defineQuery(window.extend({ at: z.number() }), ({ ctx, args: { conversationId, at, limit } }) =>
    messagesOf(ctx, conversationId)
      .where('at', '>', at)
      .orderBy('at', 'asc')
      .orderBy('id', 'asc')
      .limit(limit),
  ),

  /** What leaves by itself later, the next first: replies of this member's inboxes that stand at a time to come. */
  scheduled: defineQuery(
    z.object({ from: z.number(), limit: z.number().int().min(1).max(500) }),
    ({ ctx, args: { from, limit } }) =>
      visibleMessages(ctx)
        .where('status', 'queued')
        .where('at', '>', from)
        .orderBy('at', 'asc')
        .orderBy('id', 'asc')
        .limit(limit),
  ),

  /** Every step one outbound message took, with its evidence. */
  trail: defineQuery(z.object({ messageId: z.uuid() }), ({ ctx, args: { messageId } }) =>
    visibleTransitions(ctx).where('messageId', messageId).orderBy('at', 'asc').limit(100),
  ),

  /** What people and rules did to a conversation, newest first. */
  activities: defineQuery(window, ({ ctx, args: { conversationId, limit } }) =>
    activitiesOf(ctx, conversationId).orderBy('at', 'desc').orderBy('id', 'desc').limit(limit),
  ),
};
