import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import { Refusal } from '../errors.ts';
import { zql } from '../schema.ts';
import type { MemberRow, Schema } from '../schema.ts';

/**
 * A colleague who can be given work from this inbox: still with us, and able to see it. Refuses `not_found` for a
 * stranger and `invalid_input` for somebody whose list would never show it, because that would strand a customer.
 */
export async function findWorker(
  tx: Transaction<Schema>,
  ctx: Context,
  { memberId, inboxId }: { memberId: string; inboxId: string },
): Promise<MemberRow> {
  const member = await tx.run(zql.member.where('workspaceId', ctx.workspaceId).where('id', memberId).one());
  if (!member || member.deactivatedAt) throw new Refusal('not_found');
  // A browser does not hold every seat there is: the server's word is the one that counts.
  if (member.role !== 'agent' || tx.location !== 'server') return member;
  const seat = await tx.run(
    zql.inboxMember
      .where('workspaceId', ctx.workspaceId)
      .where('inboxId', inboxId)
      .where('memberId', memberId)
      .one(),
  );
  if (!seat) throw new Refusal('invalid_input', { field: 'memberId', name: member.name });
  return member;
}
