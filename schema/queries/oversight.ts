import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { canManage, escalationsOf } from '../permissions.ts';
import { zql } from '../schema.ts';

/** More lines than this a wall cannot show. */
const MOST_SAMPLED = 60;

/** What I am told, what I keep, what was asked of whom, and how the queues have stood. */
export const oversightQueries = {
  /** My notifications, newest first. */
  notifications: defineQuery(z.object({ limit: z.number().int().min(1).max(200) }), ({ ctx, args }) =>
    zql.notification
      .where('workspaceId', ctx.workspaceId)
      .where('memberId', ctx.memberId)
      .orderBy('at', 'desc')
      .orderBy('id', 'asc')
      .limit(args.limit),
  ),

  /** How I want to be told; no row until I chose. */
  notificationPreference: defineQuery(({ ctx }) =>
    zql.notificationPreference.where('workspaceId', ctx.workspaceId).where('memberId', ctx.memberId).one(),
  ),

  /** Views I saved, and those others share. */
  savedViews: defineQuery(({ ctx }) =>
    zql.savedView
      .where('workspaceId', ctx.workspaceId)
      .where(({ or, cmp }) => or(cmp('memberId', ctx.memberId), cmp('isShared', true)))
      .orderBy('name', 'asc')
      .limit(100),
  ),

  /** My own order of those views; no row until I made one. */
  savedViewOrder: defineQuery(({ ctx }) =>
    zql.savedViewOrder.where('workspaceId', ctx.workspaceId).where('memberId', ctx.memberId).one(),
  ),

  /** What was asked about a conversation and what was decided, newest first. */
  escalations: defineQuery(z.object({ conversationId: z.uuid() }), ({ ctx, args }) =>
    escalationsOf(ctx, args.conversationId).orderBy('at', 'desc').orderBy('id', 'asc').limit(20),
  ),

  /**
   * How many stood in each of these health views, per quarter of an hour, in all inboxes together or, as `view:inbox`, in
   * one. Managers only: others get no rows.
   */
  samples: defineQuery(
    z.object({
      fromQuarter: z.number().int().min(0),
      keys: z.array(z.string().min(1).max(80)).min(1).max(MOST_SAMPLED),
    }),
    ({ ctx, args }) => {
      const since = zql.healthSample
        .where('workspaceId', ctx.workspaceId)
        .where('key', 'IN', args.keys)
        .where('quarter', '>=', args.fromQuarter)
        .orderBy('quarter', 'asc')
        .orderBy('key', 'asc')
        .limit(MOST_SAMPLED * 100);
      return canManage(ctx) ? since : since.where('key', '');
    },
  ),

  /** The rules that send new conversations to their inbox and person, in their order. Managers only. */
  routingRules: defineQuery(({ ctx }) => {
    const own = zql.routingRule.where('workspaceId', ctx.workspaceId).orderBy('position', 'asc').limit(200);
    return canManage(ctx) ? own : own.where('name', '');
  }),
};
