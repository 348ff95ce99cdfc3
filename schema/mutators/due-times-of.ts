import type { Transaction } from '@rocicorp/zero';
import { dueTimes } from '../domain/business-due.ts';
import type { DueTimes } from '../domain/business-due.ts';
import { calendarFrom } from '../domain/business-hours.ts';
import type { Context } from '../context.ts';
import { zql } from '../schema.ts';
import type { ConversationRow, Schema } from '../schema.ts';

/** Until when a conversation must be answered, by its inbox's targets and the business's hours. */
export async function dueTimesOf(
  tx: Transaction<Schema>,
  ctx: Context,
  c: Pick<
    ConversationRow,
    | 'inboxId'
    | 'status'
    | 'priority'
    | 'waitingOn'
    | 'waitingSince'
    | 'openedAt'
    | 'firstAnsweredAt'
    | 'pausedMs'
  >,
): Promise<DueTimes> {
  const workspace = await tx.run(zql.workspace.where('id', ctx.workspaceId).one());
  const inbox = await tx.run(zql.inbox.where('workspaceId', ctx.workspaceId).where('id', c.inboxId).one());
  return dueTimes(
    {
      ...c,
      waitingSince: c.waitingSince ?? null,
      openedAt: c.openedAt ?? null,
      firstAnsweredAt: c.firstAnsweredAt ?? null,
    },
    {
      firstTargetMs: inbox?.firstTargetMs ?? null,
      answerTargetMs: inbox?.answerTargetMs ?? null,
      resolutionTargetMs: inbox?.resolutionTargetMs ?? null,
    },
    calendarFrom(workspace ?? { timeZone: 'UTC' }),
  );
}
