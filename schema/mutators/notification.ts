import { defineMutator } from '@rocicorp/zero';
import { z } from 'zod';
import { zql } from '../schema.ts';

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
};
