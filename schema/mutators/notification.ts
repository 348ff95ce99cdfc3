import { z } from 'zod';
import { preferencesFrom, topicsSchema } from '../domain/notification-topics.ts';
import { quietHoursSchema } from '../domain/quiet-hours.ts';
import { zql } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';

const MOST = 200;

export const notificationMutators = {
  /** Mine alone: I have seen these; those of others are left as they are. */
  markRead: defineMutator(
    z.object({ ids: z.array(z.string().max(120)).max(MOST), at: z.number() }),
    async ({ tx, ctx, args }) => {
      for (const id of args.ids) {
        const mine = await tx.run(zql.notification.where('memberId', ctx.memberId).where('id', id).one());
        if (mine && !mine.readAt) await tx.mutate.notification.update({ id, readAt: args.at });
      }
    },
  ),

  markAllRead: defineMutator(z.object({ at: z.number() }), async ({ tx, ctx, args }) => {
    const unread = await tx.run(
      zql.notification
        .where('memberId', ctx.memberId)
        .where('readAt', 'IS', null)
        .orderBy('at', 'desc')
        .limit(MOST),
    );
    for (const { id } of unread) await tx.mutate.notification.update({ id, readAt: args.at });
  }),

  /** How I want to be told; what is left out stays as it is. Nobody can be named: it is the asker's own row. */
  setPreferences: defineMutator(
    z.object({
      topics: topicsSchema.optional(),
      quiet: quietHoursSchema.nullable().optional(),
      isAwayOnly: z.boolean().optional(),
    }),
    async ({ tx, ctx, args }) => {
      const known = preferencesFrom(
        await tx.run(zql.notificationPreference.where('memberId', ctx.memberId).one()),
      );
      await tx.mutate.notificationPreference.upsert({
        memberId: ctx.memberId,
        workspaceId: ctx.workspaceId,
        topics: { ...known.topics, ...args.topics },
        quiet: args.quiet === undefined ? known.quiet : args.quiet,
        isAwayOnly: args.isAwayOnly ?? known.isAwayOnly,
      });
    },
  ),
};
