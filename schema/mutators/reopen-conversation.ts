import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import { breachOf } from '../domain/business-due.ts';
import { conversationAfterReopen } from '../domain/conversation-after-reopen.ts';
import type { ConversationRow, Schema } from '../schema.ts';
import { addActivity } from './add-activity.ts';
import type { ActivityLine } from './add-activity.ts';
import { dueTimesOf } from './due-times-of.ts';
import { loadConversation } from './load-conversation.ts';
import { notify } from './notify.ts';

type Reopened = {
  id: string;
  activityId: string;
  at: number;
  isUndo?: boolean | undefined;
  until?: number | null | undefined;
};

/** Who has it now, and what its line says about that. */
type NextOwner = { memberId: string | null; said: ActivityLine['data'] };

/**
 * Opens what was closed or hidden. `nextOwner` finds who has what was closed; only the server knows. An undo puts it back
 * as it was: the same owner, the same wait, late if it was late, and asleep until its time if it slept.
 */
export async function reopenConversation(
  tx: Transaction<Schema>,
  ctx: Context,
  args: Reopened,
  nextOwner?: (conversation: ConversationRow) => Promise<NextOwner>,
): Promise<void> {
  const conversation = await loadConversation(tx, ctx, args.id);
  if (conversation.status === 'open') return;
  const isNewOpening = conversation.status === 'closed' && !args.isUndo;
  const opening = isNewOpening ? conversationAfterReopen(stateOf(conversation), args.at) : {};
  const owner = isNewOpening && nextOwner ? await nextOwner(conversation) : null;
  const snoozedUntil = args.isUndo && args.until != null && args.until > args.at ? args.until : null;
  const status = snoozedUntil === null ? ('open' as const) : ('snoozed' as const);
  const next = { ...conversation, ...opening, status };
  const due = await dueTimesOf(tx, ctx, next);
  await tx.mutate.conversation.update({
    id: args.id,
    status,
    closedAt: null,
    closedReason: null,
    snoozedUntil,
    ...opening,
    ...due,
    ...(owner && { assigneeId: owner.memberId }),
  });
  if (conversation.status === 'closed' && args.isUndo) {
    const broken = breachOf(due, args.at);
    // After the database has begun a new opening, as it does for whatever opens.
    await tx.mutate.conversation.update({
      id: args.id,
      openedAt: conversation.openedAt ?? null,
      firstAnsweredAt: conversation.firstAnsweredAt ?? null,
      pausedMs: conversation.pausedMs,
      breachedAt: broken?.at ?? null,
      breach: broken?.breach ?? null,
    });
  }
  await addActivity(
    tx,
    ctx,
    snoozedUntil === null
      ? { ...args, kind: 'reopened', data: owner?.said ?? {} }
      : { ...args, kind: 'snoozed', data: { until: snoozedUntil } },
  );
  if (owner?.memberId) {
    const { memberId } = owner;
    await notify(tx, ctx, { cause: args.activityId, memberId, conversation, kind: 'assigned', at: args.at });
  }
}

/** What a closed conversation becomes that is to be seen again at `from`. */
export function openingOf(conversation: ConversationRow, from: number) {
  return conversationAfterReopen(stateOf(conversation), from);
}

function stateOf({ waitingOn, waitingSince, lastMessageAt }: ConversationRow) {
  return { waitingOn, waitingSince: waitingSince ?? null, lastMessageAt };
}
