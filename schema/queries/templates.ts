import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { zql } from '../schema.ts';

export const templateQueries = {
  /** What may be sent on one channel while its window is shut, by name; the unusable ones too, so that one sees why. */
  ofChannel: defineQuery(z.object({ channelId: z.uuid() }), ({ ctx, args: { channelId } }) =>
    zql.template
      .where('workspaceId', ctx.workspaceId)
      .where('channelId', channelId)
      .where('status', '!=', 'DELETED')
      .orderBy('name', 'asc')
      .orderBy('id', 'asc')
      .limit(500),
  ),

  /** All that may be sent on any of our numbers, by name. */
  approved: defineQuery(({ ctx }) =>
    zql.template
      .where('workspaceId', ctx.workspaceId)
      .where('status', 'APPROVED')
      .orderBy('name', 'asc')
      .orderBy('id', 'asc')
      .limit(500),
  ),

  /** Our own canned texts. */
  savedReplies: defineQuery(({ ctx }) =>
    zql.savedReply.where('workspaceId', ctx.workspaceId).orderBy('shortcut', 'asc').limit(500),
  ),
};
