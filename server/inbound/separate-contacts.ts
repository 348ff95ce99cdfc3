import { undoneColumns } from '#schema/domain/undone-columns.ts';
import { copyLines } from '../db/copy-lines.ts';
import type { Line } from '../db/copy-lines.ts';
import { recountConversation } from '../outbound/recount-conversation.ts';
import type { Queryable } from '../queue.ts';
import { WITH_MESSAGE } from './join-contacts.ts';
import type { Joined, JoinedBy } from './join-contacts.ts';
import { countSaid, pictureContacts } from './picture-contacts.ts';

/** `tooLate`: since they were joined something was said, or their ids changed, and nobody can tell whose it is. */
export type Separated =
  { kind: 'separated'; conversationIds: string[] } | { kind: 'tooLate' } | { kind: 'notFound' };

type Change = { workspaceId: string; fromId: string; toId: string; userId: string; joined: Joined };

// What the provider says of two ids is not for a person to undo.
const LOCK = `
  select n.workspace_id as "workspaceId", n.from_contact_id as "fromId", n.to_contact_id as "toId", n.user_id as "userId", n.joined
  from number_change n join contact a on a.id = n.from_contact_id
  where n.id = $1 and n.workspace_id = $2 and n.joined_by_id is not null and n.joined ? 'before' for update of n`;

const GO_BACK = `
  update identity i set contact_id = s.contact_id, retired_at = s.retired_at
  from jsonb_populate_recordset(null::identity, $1::jsonb) s where i.id = s.id`;
const LOOKED_AT = `
  update number_look l set identity_id = s.identity_id
  from jsonb_populate_recordset(null::number_look, $1::jsonb) s where l.id = s.id`;
const NOT_READ_FURTHER = `
  update conversation_read r set read_count = c.inbound_count from conversation c
  where c.id = $1 and r.conversation_id = c.id and r.read_count > c.inbound_count`;

/**
 * Takes apart again what a person had joined: records, ids, threads and messages go back to whom they belonged, and what
 * people changed since stays where it is. Possible until something new is said. Call in a transaction.
 */
export async function separateContacts(
  tx: Queryable,
  { changeId, workspaceId, by }: { changeId: string; workspaceId: string; by: JoinedBy },
): Promise<Separated> {
  const change = (await tx.query<Change>(LOCK, [changeId, workspaceId])).rows[0];
  if (!change) return { kind: 'notFound' };
  const { fromId, toId, userId, joined } = change;
  const { before, after, threads } = joined;
  // Who writes in one of the threads waits here, or is counted.
  await tx.query('select 1 from conversation where contact_id = $1 order by id for update', [fromId]);
  if ((await countSaid(tx, fromId)) !== joined.said) return { kind: 'tooLate' };
  const now = await pictureContacts(tx, [fromId]);
  if (idsIn(now.identity) !== idsIn(after.identity)) return { kind: 'tooLate' };

  await copyLines(tx, 'contact', linesOf(before.contact, 'id', [toId]));
  await tx.query(GO_BACK, [JSON.stringify(before.identity)]);
  await copyLines(tx, 'identity', missing(before.identity, now.identity));
  await tx.query(LOOKED_AT, [JSON.stringify(before.number_look)]);
  const gone = threads.flatMap(({ from }) => (from === null ? [] : [from]));
  await copyLines(tx, 'conversation', linesOf(before.conversation, 'id', gone));
  for (const { id, from, rows } of threads) if (from !== null) await moveBack(tx, { id, from, rows });
  await copyLines(tx, 'conversation_read', linesOf(before.conversation_read, 'conversation_id', gone));
  const told = new Set(now.auto_reply.map((line) => line['message_id']));
  await copyLines(
    tx,
    'auto_reply',
    linesOf(before.auto_reply, 'conversation_id', gone).filter((line) => !told.has(line['message_id'])),
  );
  for (const table of ['contact', 'conversation', 'escalation'] as const)
    for (const line of now[table])
      await undoLine(tx, table, { before: before[table], after: after[table], now: line });
  const conversationIds = threads.flatMap(({ id, from }) => (from === null ? [id] : [id, from]));
  for (const id of conversationIds) {
    // What became of the messages meanwhile neither picture shows.
    await recountConversation(tx, id);
    await tx.query(NOT_READ_FURTHER, [id]);
  }
  await tx.query(
    'delete from same_person where workspace_id = $1 and user_id = $2 and other_user_id = any ($3::text[])',
    [workspaceId, userId, joined.sameIds],
  );
  await tx.query(
    'update number_change set joined_at = null, joined_by_id = null, joined = null where id = $1',
    [changeId],
  );
  await tellSeparated(tx, { workspaceId, changeId, conversationIds, by });
  return { kind: 'separated', conversationIds };
}

/** Everything that had come from the other thread, what is still owed there too: the clock finds it in its own line. */
async function moveBack(
  tx: Queryable,
  { id, from, rows }: { id: string; from: string; rows: Joined['threads'][number]['rows'] },
): Promise<void> {
  for (const [table, ids] of Object.entries(rows))
    await tx.query(
      `update ${table} set conversation_id = $1 where conversation_id = $2 and id::text = any ($3::text[])`,
      [from, id, ids],
    );
  for (const table of WITH_MESSAGE)
    await tx.query(
      `update ${table} set conversation_id = $1 where conversation_id = $2 and message_id = any ($3::uuid[])`,
      [from, id, rows.message],
    );
  await tx.query('update outbox_item set lane = $1 where lane = $2 and message_id = any ($3::uuid[])', [
    `conversation:${from}`,
    `conversation:${id}`,
    rows.message,
  ]);
}

async function undoLine(
  tx: Queryable,
  table: string,
  { before, after, now }: { before: readonly Line[]; after: readonly Line[]; now: Line },
): Promise<void> {
  const of = (lines: readonly Line[]) => lines.find(({ id }) => id === now['id']);
  const [was, became] = [of(before), of(after)];
  if (!was || !became) return;
  const back = undoneColumns({ before: was, after: became, now });
  const columns = Object.keys(back).map((column) => `"${column}"`);
  if (columns.length === 0) return;
  await tx.query(
    `update "${table}" t set (${columns.join(', ')}) = row (${columns.map((c) => `s.${c}`).join(', ')})
     from jsonb_populate_record(null::"${table}", $2::jsonb) s where t.id = $1`,
    [now['id'], JSON.stringify(back)],
  );
}

async function tellSeparated(
  tx: Queryable,
  {
    workspaceId,
    changeId,
    conversationIds,
    by,
  }: { workspaceId: string; changeId: string; conversationIds: readonly string[]; by: JoinedBy },
): Promise<void> {
  await tx.query(
    `insert into activity (id, workspace_id, conversation_id, kind, actor_kind, actor_member_id, actor_name, data, at)
     select gen_random_uuid(), $1, id, 'number_separated', 'member', $3, $4, jsonb_build_object('change', $5::text), to_timestamp($6::float8 / 1000)
     from unnest($2::uuid[]) id`,
    [workspaceId, conversationIds, by.memberId, by.name, changeId, by.at],
  );
}

function linesOf(lines: readonly Line[], column: string, values: readonly string[]): Line[] {
  return lines.filter((line) => values.includes(String(line[column])));
}

function missing(lines: readonly Line[], there: readonly Line[]): Line[] {
  return lines.filter(({ id }) => !there.some((line) => line['id'] === id));
}

/** Which ids somebody has, and until when each was theirs. */
function idsIn(identities: readonly Line[]): string {
  return identities
    .map((line) => `${String(line['id'])} ${String(line['retired_at'])}`)
    .sort()
    .join();
}
