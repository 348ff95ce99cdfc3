import { defineMutator, defineMutators } from '@rocicorp/zero';
import type { Transaction } from '@rocicorp/zero';
import type { NodePgTransaction } from '@rocicorp/zero/server/adapters/pg';
import { mutators } from '#schema/mutators/index.ts';
import { Refusal } from '#schema/errors.ts';
import { aboutArgs, loadTroubled, sendArgs } from '#schema/mutators/message.ts';
import type { Schema } from '#schema/schema.ts';
import { addOutboxItem } from '../outbound/add-outbox-item.ts';
import { resolveTrouble } from '../outbound/resolve-trouble.ts';
import type { Queryable } from '../queue.ts';

/** The database connection of the transaction a mutator runs in. On the server there always is one. */
export function sqlOf(tx: Transaction<Schema>): Queryable {
  if (tx.location !== 'server') throw new Error('a server mutator ran outside the server');
  return (tx.dbTransaction as { wrappedTransaction: NodePgTransaction }).wrappedTransaction;
}

/** The shared mutators, with what only the server can do: turn a reply into a call we owe the provider. */
export const serverMutators = defineMutators(mutators, {
  message: {
    send: defineMutator(sendArgs, async ({ tx, ctx, args }) => {
      await mutators.message.send.fn({ tx, ctx, args });
      await addOutboxItem(sqlOf(tx), { messageId: args.id, at: args.at });
    }),

    resend: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
      await loadTroubled(tx, ctx, args.id);
      await resolveTrouble(sqlOf(tx), { messageId: args.id, resolution: 'queued', at: args.at });
    }),

    markSent: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
      const message = await loadTroubled(tx, ctx, args.id);
      if (message.status !== 'unconfirmed') throw new Refusal('invalid_input', { field: 'status' });
      await resolveTrouble(sqlOf(tx), { messageId: args.id, resolution: 'sent', at: args.at });
    }),

    discard: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
      await loadTroubled(tx, ctx, args.id);
      await resolveTrouble(sqlOf(tx), { messageId: args.id, resolution: 'cancelled', at: args.at });
    }),
  },
});
