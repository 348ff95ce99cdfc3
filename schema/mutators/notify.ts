import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import type { ConversationRow, Schema } from '../schema.ts';

/** What a colleague is told about. */
export type NotificationKind =
  | 'mentioned'
  | 'assigned'
  | 'transferred'
  | 'escalated'
  | 'decided'
  | 'decision_due'
  | 'due_soon'
  | 'breached'
  | 'woken'
  | 'failed'
  | 'account'
  | 'channel_paused';

/**
 * Tells a colleague, on the server only: it is their list, not the asker's. `cause` is the id of what happened, so the
 * same cause tells once. Nobody is told of what they did themselves.
 */
export async function notify(
  tx: Transaction<Schema>,
  ctx: Context,
  n: {
    cause: string;
    memberId: string;
    conversation: ConversationRow;
    kind: NotificationKind;
    data?: Record<string, string | number | null>;
    at: number;
  },
): Promise<void> {
  if (tx.location !== 'server' || n.memberId === ctx.memberId) return;
  await tx.mutate.notification.insert({
    id: `${n.cause}:${n.memberId}`,
    workspaceId: ctx.workspaceId,
    memberId: n.memberId,
    conversationId: n.conversation.id,
    kind: n.kind,
    contactName: n.conversation.contactName,
    actorName: ctx.name,
    data: n.data ?? {},
    at: n.at,
  });
}
