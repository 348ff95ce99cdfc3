import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { Refusal } from '../errors.ts';
import { canManage } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { Schema } from '../schema.ts';
import { defineMutator } from './define-mutator.ts';

/** What is typed after the slash: letters of any script, digits, hyphen and underscore. */
export const SHORTCUT = /^[\p{L}\p{N}_-]{1,30}$/u;

export const saveReplyArgs = z.object({
  id: z.uuid(),
  shortcut: z.string().trim().toLowerCase().pipe(z.string().regex(SHORTCUT)),
  title: z.string().trim().min(1).max(80),
  language: z.enum(['en', 'sw']),
  text: z.string().trim().min(1).max(4096),
});

/** The reply under an id when it is this business's and this member may change it; null when there is none yet. */
async function loadOwn(tx: Transaction<Schema>, ctx: Context, id: string) {
  const known = await tx.run(zql.savedReply.where('id', id).one());
  if (known && known.workspaceId !== ctx.workspaceId) throw new Refusal('not_found');
  if (!canManage(ctx)) throw new Refusal('forbidden');
  return known ?? null;
}

/** Our own canned texts. For managers and admins; others get `forbidden`. */
export const savedReplyMutators = {
  /** Writes a reply, new or known. Refuses `shortcut_taken` when another one is called by the same shortcut. */
  save: defineMutator(saveReplyArgs, async ({ tx, ctx, args: said }) => {
    const known = await loadOwn(tx, ctx, said.id);
    const namesake = await tx.run(
      zql.savedReply.where('workspaceId', ctx.workspaceId).where('shortcut', said.shortcut).one(),
    );
    if (namesake && namesake.id !== said.id)
      throw new Refusal('shortcut_taken', { name: namesake.title, shortcut: said.shortcut });
    if (known) await tx.mutate.savedReply.update(said);
    else await tx.mutate.savedReply.insert({ ...said, workspaceId: ctx.workspaceId });
  }),

  remove: defineMutator(z.object({ id: z.uuid() }), async ({ tx, ctx, args }) => {
    if (!(await loadOwn(tx, ctx, args.id))) throw new Refusal('not_found');
    await tx.mutate.savedReply.delete({ id: args.id });
  }),
};
