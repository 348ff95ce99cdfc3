import type { Pool } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import type { Queryable } from '../queue.ts';
import { segmentVector } from './segment-words.ts';

/** A segment this full is followed by another. */
const SEGMENT_SIZE = 8_192;
const BATCH = 2_000;
/** Only one process at a time counts what a segment holds. */
export const INDEX_TURN = 7_301_948;

type Unsearched = {
  id: string;
  workspaceId: string;
  conversationId: string;
  authorMemberId: string | null;
  isInbound: boolean;
  at: number;
  text: string | null;
};
type Segment = { id: number; count: number };
type Row = Unsearched & { words: string };

/**
 * Lets messages that wait be found by their words, so many at a time, in one transaction. Returns how many waited: fewer
 * than `batch` means that none is left. What another process is busy with it leaves to that one.
 */
export async function indexMessages(
  pool: Pool,
  { batch = BATCH, segmentSize = SEGMENT_SIZE } = {},
): Promise<number> {
  return inTransaction(pool, async (tx) => {
    const turn = await tx.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [
      INDEX_TURN,
    ]);
    if (!turn.rows[0]?.mine) return 0;
    const waiting = await tx.query<{ id: string }>(
      `delete from message_unsearched where ctid = any (array(select ctid from message_unsearched limit $1))
       returning message_id as id`,
      [batch],
    );
    if (waiting.rows.length === 0) return 0;
    const ids = [...new Set(waiting.rows.map(({ id }) => id))];
    // Once in the index and changed since: it goes in again with what it says now.
    await tx.query('delete from message_search where message_id = any ($1::uuid[])', [ids]);
    const { rows } = await tx.query<Unsearched>(
      `select id, workspace_id as "workspaceId", conversation_id as "conversationId", author_member_id as "authorMemberId",
         direction = 'inbound' as "isInbound", at, text
       from message where id = any ($1::uuid[]) and text is not null and deleted_at is null order by at, id`,
      [ids],
    );
    for (const workspaceId of new Set(rows.map((row) => row.workspaceId)))
      await fill(
        tx,
        { workspaceId, segmentSize },
        rows.filter((row) => row.workspaceId === workspaceId),
      );
    return waiting.rows.length;
  });
}

/** Puts a workspace's messages into its last segment, and into new ones when that is full. */
async function fill(
  tx: Queryable,
  { workspaceId, segmentSize }: { workspaceId: string; segmentSize: number },
  rows: readonly Unsearched[],
): Promise<void> {
  let segment = await lastSegment(tx, workspaceId);
  for (let from = 0; from < rows.length;) {
    if (segment === null || segment.count >= segmentSize) {
      segment = await openSegment(tx, workspaceId, rows[from]!.at);
    }
    const { id, count } = segment;
    const some = rows.slice(from, from + segmentSize - count);
    await insert(
      tx,
      some.map((row) => ({ ...row, words: segmentVector(id, row.text ?? '') })),
    );
    await tx.query(
      `update search_segment set message_count = message_count + $2, oldest_at = least(oldest_at, to_timestamp($3::float8 / 1000)),
         newest_at = greatest(newest_at, to_timestamp($4::float8 / 1000)) where id = $1`,
      [id, some.length, some[0]!.at, some.at(-1)!.at + 1],
    );
    segment = { id, count: count + some.length };
    from += some.length;
  }
}

async function lastSegment(tx: Queryable, workspaceId: string): Promise<Segment | null> {
  const { rows } = await tx.query<Segment>(
    'select id, message_count as count from search_segment where workspace_id = $1 order by id desc limit 1',
    [workspaceId],
  );
  return rows[0] ?? null;
}

async function openSegment(tx: Queryable, workspaceId: string, at: number): Promise<Segment> {
  const { rows } = await tx.query<{ id: number }>(
    `insert into search_segment (workspace_id, oldest_at, newest_at)
     values ($1, to_timestamp($2::float8 / 1000), to_timestamp($2::float8 / 1000)) returning id`,
    [workspaceId, at],
  );
  return { id: rows[0]!.id, count: 0 };
}

async function insert(tx: Queryable, rows: readonly Row[]): Promise<void> {
  await tx.query(
    `insert into message_search (message_id, conversation_id, author_member_id, is_inbound, at, words)
     select x.id, x.conversation_id, x.author_member_id, x.is_inbound, m.at, x.words::tsvector
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::boolean[], $5::text[])
       as x (id, conversation_id, author_member_id, is_inbound, words) join message m on m.id = x.id`,
    [
      rows.map((row) => row.id),
      rows.map((row) => row.conversationId),
      rows.map((row) => row.authorMemberId),
      rows.map((row) => row.isInbound),
      rows.map((row) => row.words),
    ],
  );
}
