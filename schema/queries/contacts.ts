import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { visibleContacts } from '../permissions.ts';

export const contactQueries = {
  /** Those among these whom this member may see, by their ids. */
  some: defineQuery(z.object({ ids: z.array(z.uuid()).max(500) }), ({ ctx, args: { ids } }) =>
    visibleContacts(ctx).where('id', 'IN', ids),
  ),

  /** The newest, for the tags in use. */
  newest: defineQuery(z.object({ limit: z.number().int().min(1).max(500) }), ({ ctx, args: { limit } }) =>
    visibleContacts(ctx).orderBy('createdAt', 'desc').orderBy('id', 'asc').limit(limit),
  ),

  byId: defineQuery(z.object({ id: z.uuid() }), ({ ctx, args: { id } }) =>
    visibleContacts(ctx)
      .where('id', id)
      .related('identities', (i) => i.orderBy('firstSeenAt', 'desc').limit(20))
      .one(),
  ),
};
