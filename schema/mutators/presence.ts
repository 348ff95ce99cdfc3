import { z } from 'zod';
import { defineMutator } from './define-mutator.ts';
import { loadConversation } from './load-conversation.ts';

/** The name a tab gives itself. */
export const tabSchema = z.string().regex(/^[a-z0-9-]{8,64}$/);

export const presenceArgs = z.object({
  tabId: tabSchema,
  conversationId: z.uuid().nullable(),
  kind: z.enum(['viewing', 'typing']),
  at: z.number(),
});

export const presenceMutators = {
  /** This tab is looking at, or typing in, a conversation. Written when that changes; beats keep it. */
  touch: defineMutator(presenceArgs, async ({ tx, ctx, args }) => {
    // A tab opened on a link tells where it is before the conversation has reached it; the server's word counts.
    if (args.conversationId && tx.location === 'server') await loadConversation(tx, ctx, args.conversationId);
    await tx.mutate.presence.upsert({
      id: `${ctx.memberId}:${args.tabId}`,
      workspaceId: ctx.workspaceId,
      memberId: ctx.memberId,
      conversationId: args.conversationId,
      kind: args.kind,
      seenAt: args.at,
    });
  }),

  leave: defineMutator(z.object({ tabId: tabSchema }), async ({ tx, ctx, args }) => {
    await tx.mutate.presence.delete({ id: `${ctx.memberId}:${args.tabId}` });
  }),
};
