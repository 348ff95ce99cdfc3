import { z } from 'zod';
import { defineMutator } from './define-mutator.ts';

/** `at` is optional on the wire: tabs of an earlier release do not say it. */
export const availabilityArgs = z.object({
  availability: z.enum(['online', 'away']),
  at: z.number().optional(),
});

export const memberMutators = {
  /** Online takes work, away does not, and after a while hands waiting customers back. Mine alone. */
  setAvailability: defineMutator(availabilityArgs, async ({ tx, ctx, args }) => {
    await tx.mutate.member.update({
      id: ctx.memberId,
      availability: args.availability,
      ...(args.at !== undefined && { awaySince: args.availability === 'away' ? args.at : null }),
    });
  }),
};
