import type { Transaction } from '@rocicorp/zero';
import type { Context } from '../context.ts';
import type { Schema } from '../schema.ts';

/** One line of the timeline. `activityId` is made where the change is made; `id` is the conversation's. */
export type ActivityLine = {
  activityId: string;
  id: string;
  at: number;
  kind: string;
  data: Record<string, string | number | null>;
};

/** Tells colleagues what this member did to a conversation. */
export async function addActivity(tx: Transaction<Schema>, ctx: Context, line: ActivityLine): Promise<void> {
  await tx.mutate.activity.insert({
    id: line.activityId,
    workspaceId: ctx.workspaceId,
    conversationId: line.id,
    kind: line.kind,
    actorKind: 'member',
    actorMemberId: ctx.memberId,
    actorName: ctx.name,
    data: line.data,
    at: line.at,
  });
}
