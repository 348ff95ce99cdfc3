import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import { Refusal } from '../errors.ts';
import { visibleConversations } from '../permissions.ts';
import type { ConversationRow, Schema } from '../schema.ts';

/** The conversation, if the asker may see it; otherwise `not_found`, whether it exists or not. */
export async function loadConversation(
  tx: Transaction<Schema>,
  ctx: Context,
  id: string,
): Promise<ConversationRow> {
  const conversation = await tx.run(visibleConversations(ctx).where('id', id).one());
  if (!conversation) throw new Refusal('not_found');
  return conversation;
}
