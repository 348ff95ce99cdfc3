import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { zql } from '../schema.ts';

export const contactQueries = {
  byId: defineQuery(z.object({ id: z.uuid() }), ({ ctx, args: { id } }) =>
    zql.contact
      .where('workspaceId', ctx.workspaceId)
      .where('id', id)
      .related('identities', (i) => i.where('retiredAt', 'IS', null).orderBy('firstSeenAt', 'asc').limit(20))
      .one(),
  ),
};
