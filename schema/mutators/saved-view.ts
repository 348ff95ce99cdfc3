import { z } from 'zod';
import type { Context } from '../context.ts';
import { filterSchema } from '../domain/saved-filter.ts';
import { Refusal } from '../errors.ts';
import { canManage } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { SavedViewRow } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';

export const saveViewArgs = z.object({
  id: z.uuid(),
  name: z.string().trim().min(1).max(60),
  isShared: z.boolean(),
  filter: filterSchema,
  at: z.number(),
});

/** Its maker may change a view, and a manager what is shared. */
function mayChange(view: SavedViewRow, ctx: Context): boolean {
  return (
    view.workspaceId === ctx.workspaceId &&
    (view.memberId === ctx.memberId || (view.isShared && canManage(ctx)))
  );
}

export const savedViewMutators = {
  /**
   * Keeps a filter under a name, for oneself or for all. Another's view is theirs: refuses `not_found`. A manager may change
   * what others share, which stays shared: it would be gone from the manager's own list.
   */
  save: defineMutator(saveViewArgs, async ({ tx, ctx, args }) => {
    const known = await tx.run(zql.savedView.where('id', args.id).one());
    if (known && !mayChange(known, ctx)) throw new Refusal('not_found');
    const isShared = known && known.memberId !== ctx.memberId ? true : args.isShared;
    const said = { id: args.id, name: args.name, isShared, filter: args.filter };
    if (known) await tx.mutate.savedView.update(said);
    else
      await tx.mutate.savedView.insert({
        ...said,
        workspaceId: ctx.workspaceId,
        memberId: ctx.memberId,
        createdAt: args.at,
      });
  }),

  /** My own order of the views, the first on top; a view it does not name stands after them, by its name. */
  arrange: defineMutator(z.object({ ids: z.array(z.uuid()).max(100) }), async ({ tx, ctx, args }) => {
    await tx.mutate.savedViewOrder.upsert({
      memberId: ctx.memberId,
      workspaceId: ctx.workspaceId,
      viewIds: args.ids,
    });
  }),

  /** Lets a view go: its maker may, and a manager a shared one. */
  remove: defineMutator(z.object({ id: z.uuid() }), async ({ tx, ctx, args }) => {
    const view = await tx.run(zql.savedView.where('workspaceId', ctx.workspaceId).where('id', args.id).one());
    if (!view || !mayChange(view, ctx)) throw new Refusal('not_found');
    await tx.mutate.savedView.delete({ id: args.id });
  }),
};
