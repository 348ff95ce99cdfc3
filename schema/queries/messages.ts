import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { visibleActivities, visibleMessages, visibleTransitions } from '../permissions.ts';

const window = z.object({ conversationId: z.uuid(), limit: z.number().int().min(1).max(2000) });

export const messageQueries = {
  /** The newest `limit` bubbles of a conversation, newest first. */
  window: defineQuery(window, ({ ctx, args: { conversationId, limit } }) =>
    visibleMessages(ctx)
      .where('conversationId', conversationId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  ),

  /** Every step one outbound message took, with its evidence. */
  trail: defineQuery(z.object({ messageId: z.uuid() }), ({ ctx, args: { messageId } }) =>
    visibleTransitions(ctx).where('messageId', messageId).orderBy('at', 'asc').limit(100),
  ),

  /** What people and rules did to a conversation, newest first. */
  activities: defineQuery(window, ({ ctx, args: { conversationId, limit } }) =>
    visibleActivities(ctx)
      .where('conversationId', conversationId)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  ),
};
