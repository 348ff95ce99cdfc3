import type { Context } from '#schema/context.ts';
import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';

type Owner = { memberId: string; name: string; inboxId: string };
type Claim = { waiting: number; ended: Promise<Owner | null> };

const OWNER = `
  select m.id as "memberId", m.name, c.inbox_id as "inboxId"
  from conversation c join member m on m.id = c.assignee_id where c.id = $1 and c.workspace_id = $2`;

/**
 * Runs `claim` unless somebody is claiming the same conversation just now; then waits for them and, once they have it,
 * returns the refusal that names them. The row lock decides, here as everywhere; this only spares those who come a moment
 * later a place in its queue, each with a connection and the winner's whole transaction over again.
 */
export type ClaimGate = <T>(
  who: { ctx: Context; conversationId: string },
  claim: () => Promise<T>,
) => Promise<{ done: T } | { refusal: Refusal }>;

/** One gate for the claims that come to this process. */
export function createClaimGate(db: Queryable): ClaimGate {
  const underWay = new Map<string, Claim>();

  async function ownerOf(ctx: Context, conversationId: string): Promise<Owner | null> {
    const found = await db.query<Owner>({
      ...{ name: 'claim-owner', text: OWNER, values: [conversationId, ctx.workspaceId] },
    });
    return found.rows[0] ?? null;
  }

  return async ({ ctx, conversationId }, claim) => {
    const key = `${ctx.workspaceId}:${conversationId}`;
    for (let ahead = underWay.get(key); ahead; ahead = underWay.get(key)) {
      ahead.waiting += 1;
      const owner = await ahead.ended;
      const isTheirs = owner !== null && owner.memberId !== ctx.memberId;
      // Whoever may not see the conversation is not told whose it is.
      if (isTheirs && (ctx.inboxIds === 'all' || ctx.inboxIds.includes(owner.inboxId)))
        return { refusal: new Refusal('already_claimed', { name: owner.name }) };
    }
    const { promise: ended, resolve: end } = Promise.withResolvers<Owner | null>();
    const mine: Claim = { waiting: 0, ended };
    underWay.set(key, mine);
    try {
      return { done: await claim() };
    } finally {
      // Asked once for all who wait, and the one in front has their answer meanwhile.
      const asked = mine.waiting === 0 ? null : ownerOf(ctx, conversationId).catch(() => null);
      void Promise.resolve(asked).then((owner) => {
        underWay.delete(key);
        end(owner);
      });
    }
  };
}
