import { defineQuery } from '@rocicorp/zero';
import { z } from 'zod';
import { visibleContacts } from '../permissions.ts';

export const contactQueries = {
  byId: defineQuery(z.object({ id: z.uuid() }), ({ ctx, args: { id } }) =>
    visibleContacts(ctx)
      .where('id', id)
      .related('identities', (i) => i.orderBy('firstSeenAt', 'desc').limit(20))
      .one(),
  ),
};
