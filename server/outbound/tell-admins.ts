import type { Queryable } from '../queue.ts';

/**
 * Tells every admin of a business about its own number or account: no conversation is concerned. The same cause tells
 * each of them once. `about`: what it is about, as the list heads it. `at`: instant in ms.
 */
export async function tellAdmins(
  tx: Queryable,
  n: {
    cause: string;
    workspaceId: string;
    kind: 'account' | 'channel_paused';
    about: string;
    data: Record<string, string | number | null>;
    at: number;
  },
): Promise<void> {
  await tx.query(
    `insert into notification (id, workspace_id, member_id, kind, contact_name, data, at)
     select $1 || ':' || m.id, $2, m.id, $3, $4, $5::jsonb, to_timestamp($6::float8 / 1000)
     from member m where m.workspace_id = $2 and m.role = 'admin' and m.deactivated_at is null
     on conflict (id) do nothing`,
    [n.cause, n.workspaceId, n.kind, n.about, JSON.stringify(n.data), n.at],
  );
}
