import { uuidv7 } from '../new-id.ts';
import type { Queryable } from '../queue.ts';

export type ActivityData = Record<string, string | number | null>;

/** One line of the timeline about what the system did. `at`: instant in ms. */
export async function tellActivity(
  tx: Queryable,
  line: { workspaceId: string; conversationId: string; kind: string; data: ActivityData; at: number },
): Promise<string> {
  const id = uuidv7();
  await tx.query(
    `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, data, at)
     values ($1, $2, $3, $4, 'system', $5, to_timestamp($6::float8 / 1000))`,
    [id, line.workspaceId, line.conversationId, line.kind, JSON.stringify(line.data), line.at],
  );
  return id;
}

/** Tells members in their notification list. The same cause tells each of them once. */
export async function tellMembers(
  tx: Queryable,
  n: {
    cause: string;
    memberIds: readonly string[];
    workspaceId: string;
    conversationId: string;
    kind: string;
    data: ActivityData;
    at: number;
    /** Who did it, when it was not the system itself. */
    actorName?: string;
  },
): Promise<void> {
  if (n.memberIds.length === 0) return;
  await tx.query(
    `insert into notification (id, workspace_id, member_id, conversation_id, kind, contact_name, data, at, actor_name)
     select $1 || ':' || m.id, $3, m.id, $4, $5, c.contact_name, $6::jsonb, to_timestamp($7::float8 / 1000), $8
     from member m, conversation c where m.id = any ($2::uuid[]) and m.workspace_id = $3 and c.id = $4
     on conflict (id) do nothing`,
    [
      n.cause,
      n.memberIds,
      n.workspaceId,
      n.conversationId,
      n.kind,
      JSON.stringify(n.data),
      n.at,
      n.actorName ?? null,
    ],
  );
}
