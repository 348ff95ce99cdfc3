import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';
import { readCursor, toPage } from './page-cursor.ts';
import type { Placed } from './page-cursor.ts';

/** One kind of thing that can be listed and read, always inside one workspace. */
export type Listing<Row extends Placed, Item> = {
  /** Names the list in its cursors. */
  name: string;
  /** A table under the alias its columns use: `contact c`. */
  from: string;
  alias: string;
  columns: string;
  /** What the order is, newest first: never changes for a row. */
  placedBy: string;
  tell: (row: Row) => Item;
};

/** A condition with a question mark for each of its values. */
export type Condition = readonly [sql: string, ...values: unknown[]];

/** One page of a workspace's list. */
export async function readPage<Row extends Placed, Item>(
  db: Queryable,
  listing: Listing<Row, Item>,
  {
    workspaceId,
    where = [],
    query,
  }: {
    workspaceId: string;
    where?: readonly Condition[];
    query: { limit: number; cursor?: string | undefined };
  },
): Promise<{ items: Item[]; nextCursor: string | null }> {
  const { name, from, alias, columns, placedBy } = listing;
  const place = readCursor(name, query.cursor);
  // The bound alone walks the index; the rest only settles what has the same instant.
  const after: Condition[] = place
    ? [
        [`${placedBy} <= ?::timestamptz`, place.at],
        [`(${placedBy} < ?::timestamptz or ${alias}.id > ?)`, place.at, place.id],
      ]
    : [];
  const conditions: Condition[] = [[`${alias}.workspace_id = ?`, workspaceId], ...where, ...after];
  const values = [...conditions.flatMap(([, ...given]) => given), query.limit + 1];
  let n = 0;
  const sql = conditions.map(([condition]) => condition.replaceAll('?', () => `$${++n}`)).join(' and ');
  const text = `select ${columns} from ${from} where ${sql} order by ${placedBy} desc, ${alias}.id limit $${n + 1}`;
  const { rows } = await db.query<Row>(text, values);
  return toPage(name, { rows, limit: query.limit }, listing.tell);
}

/** One of them. Refuses `not_found`. */
export async function readOne<Row extends Placed, Item>(
  db: Queryable,
  { from, alias, columns, tell }: Listing<Row, Item>,
  { id, workspaceId }: { id: string; workspaceId: string },
): Promise<Item> {
  const text = `select ${columns} from ${from} where ${alias}.id = $1 and ${alias}.workspace_id = $2`;
  const line = (await db.query<Row>(text, [id, workspaceId])).rows[0];
  if (!line) throw new Refusal('not_found');
  return tell(line);
}
