import { defineMutator } from '@rocicorp/zero';
import { z } from 'zod';

export const memberMutators = {
  /** Online takes work, away does not. Mine alone. */
  setAvailability: defineMutator(
    z.object({ availability: z.enum(['online', 'away']) }),
    async ({ tx, ctx, args }) => {
      await tx.mutate.member.update({ id: ctx.memberId, availability: args.availability });
    },
  ),
};
