import { defineMutator, defineMutators } from '@rocicorp/zero';
import type { Transaction } from '@rocicorp/zero';
import type { NodePgTransaction } from '@rocicorp/zero/server/adapters/pg';
import { UNDO_MS } from '#schema/domain/undo-window.ts';
import { Refusal } from '#schema/errors.ts';
import { leaseArgs } from '#schema/mutators/lease.ts';
import { markReadArgs } from '#schema/mutators/conversation.ts';
import { mutators } from '#schema/mutators/index.ts';
import {
  reactArgs,
  scheduleArgs,
  sendChoicesArgs,
  sendLocationArgs,
  sendMediaArgs,
  sendTemplateArgs,
} from '#schema/mutators/message-content.ts';
import { aboutArgs, loadQueued, loadResendable, loadTroubled, sendArgs } from '#schema/mutators/message.ts';
import { presenceArgs } from '#schema/mutators/presence.ts';
import type { Schema } from '#schema/schema.ts';
import { addOutboxItem } from '../outbound/add-outbox-item.ts';
import { addReactionItem } from '../outbound/add-reaction-item.ts';
import { resolveTrouble } from '../outbound/resolve-trouble.ts';
import { takeBack } from '../outbound/take-back.ts';
import { askForTyping } from '../outbound/tell-customer.ts';
import { attachUpload, findUpload } from '../media/attach-upload.ts';
import { keepLease } from '../lease/keep-lease.ts';
import { rememberBeat } from '../presence/keep-presence.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import { ownershipMutators } from './ownership-mutators.ts';

/** The database connection of the transaction a mutator runs in. On the server there always is one. */
export function sqlOf(tx: Transaction<Schema>): Queryable {
  if (tx.location !== 'server') throw new Error('a server mutator ran outside the server');
  return (tx.dbTransaction as { wrappedTransaction: NodePgTransaction }).wrappedTransaction;
}

/** A person's own words stay with us for a few seconds, so that they can be taken back. */
async function owe(tx: Transaction<Schema>, { id, at }: { id: string; at: number }): Promise<void> {
  await addOutboxItem(sqlOf(tx), { messageId: id, at, notBefore: at + UNDO_MS });
}

const ownership = ownershipMutators(sqlOf);

/** The shared mutators, with what only the server can do: turn a reply into a call we owe the provider. */
export const serverMutators = defineMutators(mutators, {
  member: ownership.member,
  routing: ownership.routing,

  message: {
    note: ownership.note,

    send: defineMutator(sendArgs, async ({ tx, ctx, args }) => {
      await mutators.message.send.fn({ tx, ctx, args });
      await owe(tx, args);
    }),

    sendMedia: defineMutator(sendMediaArgs, async ({ tx, ctx, args }) => {
      const upload = await findUpload(sqlOf(tx), { ...args, memberId: ctx.memberId });
      // Who may not see the conversation learns nothing about the file, and the other way round.
      await mutators.message.sendMedia.fn({
        tx,
        ctx,
        args: upload ? { ...args, kind: upload.kind, shown: { ...args.shown, ...upload.shown } } : args,
      });
      if (!upload) throw new Refusal('not_found');
      await attachUpload(sqlOf(tx), { mediaId: args.mediaId, messageId: args.id });
      await owe(tx, args);
    }),

    sendTemplate: defineMutator(sendTemplateArgs, async ({ tx, ctx, args }) => {
      const { header } = args;
      const upload = header && (await findUpload(sqlOf(tx), { ...args, ...header, memberId: ctx.memberId }));
      const known = header &&
        upload && { ...header, kind: upload.kind, shown: { ...header.shown, ...upload.shown } };
      await mutators.message.sendTemplate.fn({ tx, ctx, args: known ? { ...args, header: known } : args });
      if (header) {
        if (!upload) throw new Refusal('not_found');
        await attachUpload(sqlOf(tx), { mediaId: header.mediaId, messageId: args.id });
      }
      await owe(tx, args);
    }),

    sendChoices: defineMutator(sendChoicesArgs, async ({ tx, ctx, args }) => {
      await mutators.message.sendChoices.fn({ tx, ctx, args });
      await owe(tx, args);
    }),

    sendLocation: defineMutator(sendLocationArgs, async ({ tx, ctx, args }) => {
      await mutators.message.sendLocation.fn({ tx, ctx, args });
      await owe(tx, args);
    }),

    schedule: defineMutator(scheduleArgs, async ({ tx, ctx, args }) => {
      await mutators.message.schedule.fn({ tx, ctx, args });
      const { id: messageId, sendAt: notBefore, at } = args;
      await addOutboxItem(sqlOf(tx), { messageId, at, notBefore, isLater: true });
    }),

    react: defineMutator(reactArgs, async ({ tx, ctx, args }) => {
      await sqlOf(tx).query('select 1 from message where id = $1 and workspace_id = $2 for update', [
        args.id,
        ctx.workspaceId,
      ]);
      await mutators.message.react.fn({ tx, ctx, args });
      const isOwed = await addReactionItem(sqlOf(tx), { messageId: args.id, emoji: args.emoji, at: args.at });
      if (!isOwed) throw new Refusal('invalid_input', { field: 'id' });
    }),

    cancel: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
      await loadQueued(tx, ctx, args.id);
      const isBack = await takeBack(sqlOf(tx), { messageId: args.id, at: args.at });
      if (!isBack) throw new Refusal('too_late_to_undo');
    }),

    resend: defineMutator(aboutArgs, async ({ tx, ctx, args }) => {
      await loadResendable(tx, ctx, args);
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

  conversation: {
    ...ownership.conversation,

    /** What a member has read, the customer sees as read. */
    markRead: defineMutator(markReadArgs, async ({ tx, ctx, args }) => {
      await mutators.conversation.markRead.fn({ tx, ctx, args });
      await enqueue(sqlOf(tx), 'mark-read', { conversationId: args.id }, { key: `read:${args.id}` });
    }),
  },

  lease: {
    /** Asked again by who holds it already, nothing changes for colleagues; it is as good as a beat. */
    acquire: defineMutator(leaseArgs, async ({ tx, ctx, args }) => {
      await mutators.lease.acquire.fn({ tx, ctx, args });
      await keepLease(sqlOf(tx), { ...args, memberId: ctx.memberId });
    }),
  },

  presence: {
    /** Whoever holds the reply and types, is seen typing by the customer. */
    touch: defineMutator(presenceArgs, async ({ tx, ctx, args }) => {
      await mutators.presence.touch.fn({ tx, ctx, args });
      await rememberBeat(sqlOf(tx), { memberId: ctx.memberId, tabId: args.tabId, at: args.at });
      if (args.kind === 'typing' && args.conversationId)
        await askForTyping(sqlOf(tx), {
          conversationId: args.conversationId,
          memberId: ctx.memberId,
          at: args.at,
        });
    }),
  },
});
