import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import { isUnwanted } from '../domain/marketing-stop.ts';
import { Refusal } from '../errors.ts';
import { zql } from '../schema.ts';
import type { ConversationRow, Schema } from '../schema.ts';

/** Refuses `marketing_stopped` for a template that is advertising, where the customer asked for none. */
export async function assertWanted(
  tx: Transaction<Schema>,
  ctx: Context,
  { conversation, category }: { conversation: ConversationRow; category: string | null | undefined },
): Promise<void> {
  const contact = await tx.run(
    zql.contact.where('workspaceId', ctx.workspaceId).where('id', conversation.contactId).one(),
  );
  const optedOutAt = contact?.optedOutAt ?? null;
  if (isUnwanted({ category, optedOutAt })) throw new Refusal('marketing_stopped', { since: optedOutAt });
}
