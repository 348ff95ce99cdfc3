import { z } from 'zod';
import { filterSchema } from '../domain/saved-filter.ts';
import { Refusal } from '../errors.ts';
import { canManage } from '../permissions.ts';
import { zql } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';

export const saveViewArgs = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(60),
  isShared: z.boolean(),
  filter: filterSchema,
  at: z.number(),
});

export const savedViewMutators = {
  /** Keeps a filter under a name, for oneself or for all. Another's view is theirs: refuses `not_found`. */
  save: defineMutator(saveViewArgs, async ({ tx, ctx, args }) => {
    const known = await tx.run(zql.savedView.where('id', args.id).one());
    if (known && (known.workspaceId !== ctx.workspaceId || known.memberId !== ctx.memberId))
      throw new Refusal('not_found');
    const said = { id: args.id, name: args.name, isShared: args.isShared, filter: args.filter };
    if (known) await tx.mutate.savedView.update(said);
    else
      await tx.mutate.savedView.insert({
        ...said,
        workspaceId: ctx.workspaceId,
        memberId: ctx.memberId,
        createdAt: args.at,
      });
  }),

  /** Lets a view go: its maker may, and a manager a shared one. */
  remove: defineMutator(z.object({ id: z.uuid() }), async ({ tx, ctx, args }) => {
    const view = await tx.run(zql.savedView.where('workspaceId', ctx.workspaceId).where('id', args.id).one());
    if (!view) throw new Refusal('not_found');
    if (view.memberId !== ctx.memberId && !(view.isShared && canManage(ctx))) throw new Refusal('not_found');
    await tx.mutate.savedView.delete({ id: args.id });
  }),
};
