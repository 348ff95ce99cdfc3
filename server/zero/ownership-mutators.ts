import { defineMutator } from '@rocicorp/zero';
import type { Transaction } from '@rocicorp/zero';
import type { Context } from '#schema/context.ts';
import { addMentions } from '#schema/mutators/mention.ts';
import {
  assignArgs,
  closeArgs,
  handBackArgs,
  reopenArgs,
  snoozeArgs,
  transferArgs,
} from '#schema/mutators/conversation.ts';
import { mutators } from '#schema/mutators/index.ts';
import { availabilityArgs } from '#schema/mutators/member.ts';
import { noteArgs } from '#schema/mutators/message.ts';
import { reopenConversation } from '#schema/mutators/reopen-conversation.ts';
import { hoursArgs, inboxSettingsArgs } from '#schema/mutators/routing.ts';
import type { Schema } from '#schema/schema.ts';
import { ringQueues } from '../inbound/drain-queue.ts';
import { whoTakesReopened } from '../inbound/reopen-conversation.ts';
import { askRetime } from '../inbound/retime-promises.ts';
import type { Queryable } from '../queue.ts';

const TARGETS = ['firstTargetMs', 'answerTargetMs', 'resolutionTargetMs'] as const;

type Sql = (tx: Transaction<Schema>) => Queryable;

/** What only the server does when somebody has less to do, or comes back: what waits may go to them. */
export function ownershipMutators(sqlOf: Sql) {
  const ring = (tx: Transaction<Schema>, ctx: Context) => ringQueues(sqlOf(tx), ctx.workspaceId);
  const { conversation, member, message, routing } = mutators;
  return {
    conversation: {
      assign: defineMutator(assignArgs, async ({ tx, ctx, args }) => {
        await conversation.assign.fn({ tx, ctx, args });
        await ring(tx, ctx);
      }),
      transfer: defineMutator(transferArgs, async ({ tx, ctx, args }) => {
        await conversation.transfer.fn({ tx, ctx, args });
        if (args.note)
          await addMentions(tx, ctx, {
            id: args.noteId,
            conversationId: args.id,
            text: args.note,
            at: args.at,
          });
        await ring(tx, ctx);
      }),
      handBack: defineMutator(handBackArgs, async ({ tx, ctx, args }) => {
        await conversation.handBack.fn({ tx, ctx, args });
        await ring(tx, ctx);
      }),
      close: defineMutator(closeArgs, async ({ tx, ctx, args }) => {
        await conversation.close.fn({ tx, ctx, args });
        await ring(tx, ctx);
      }),
      reopen: defineMutator(reopenArgs, async ({ tx, ctx, args }) => {
        await reopenConversation(tx, ctx, args, ({ id }) =>
          whoTakesReopened(sqlOf(tx), { id, byId: ctx.memberId, now: args.at }),
        );
        await ring(tx, ctx);
      }),
      snooze: defineMutator(snoozeArgs, async ({ tx, ctx, args }) => {
        await conversation.snooze.fn({ tx, ctx, args });
        await ring(tx, ctx);
      }),
    },
    member: {
      setAvailability: defineMutator(availabilityArgs, async ({ tx, ctx, args }) => {
        await member.setAvailability.fn({ tx, ctx, args });
        if (args.availability === 'online') await ring(tx, ctx);
      }),
    },
    /** What is promised already follows what is promised from now on. */
    routing: {
      setHours: defineMutator(hoursArgs, async ({ tx, ctx, args }) => {
        await routing.setHours.fn({ tx, ctx, args });
        await askRetime(sqlOf(tx), ctx.workspaceId);
      }),
      setInbox: defineMutator(inboxSettingsArgs, async ({ tx, ctx, args }) => {
        await routing.setInbox.fn({ tx, ctx, args });
        if (TARGETS.some((target) => args[target] !== undefined)) await askRetime(sqlOf(tx), ctx.workspaceId);
      }),
    },
    /** Whom a note mentions is kept with it. */
    note: defineMutator(noteArgs, async ({ tx, ctx, args }) => {
      await message.note.fn({ tx, ctx, args });
      await addMentions(tx, ctx, args);
    }),
  };
}
