import type { Queryable } from '../queue.ts';

/** Somebody works in these inboxes of their business and in no other. Ids of other businesses are passed over. */
export async function seatPerson(
  tx: Queryable,
  { workspaceId, id, inboxIds }: { workspaceId: string; id: string; inboxIds: readonly string[] },
): Promise<void> {
  await tx.query('delete from inbox_member where member_id = $1 and not inbox_id = any ($2::uuid[])', [
    id,
    inboxIds,
  ]);
  await tx.query(
    `insert into inbox_member (inbox_id, member_id, workspace_id)
     select i.id, $2, $1 from inbox i where i.workspace_id = $1 and i.id = any ($3::uuid[])
     on conflict (inbox_id, member_id) do nothing`,
    [workspaceId, id, inboxIds],
  );
}
