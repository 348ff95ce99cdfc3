import { z } from 'zod';
import { Problem } from './problem.ts';

/** Where a page ended: the exact instant (microseconds, as text) and the id that follows it in the order. */
export type Place = { at: string; id: string };

/** A row as a page query returns it: with its place in the order. */
export type Placed = { id: string; placeAt: string };

export const pageQuery = {
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(200, 'must be at most 200')
    .default(50)
    .meta({ description: 'How many items at most.' }),
  cursor: z.string().optional().meta({ description: 'nextCursor of the page before.' }),
};

/** SQL for the exact place of a row: text, because an instant in ms would lose the order within a millisecond. */
export function placeOf(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "placeAt"`;
}

// Nothing of ours is older; and there are years of which the database knows nothing.
const instant = z.iso.datetime().refine((at) => Date.parse(at) >= 0);
const placeSchema = z.tuple([z.string(), instant, z.uuid()]);

/** An opaque cursor for one kind of list. */
export function tellCursor(list: string, { at, id }: Place): string {
  return Buffer.from(JSON.stringify([list, at, id])).toString('base64url');
}

/** The place a cursor names; null for the first page. Throws `bad_cursor` for anything this list did not give out. */
export function readCursor(list: string, cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const parsed = placeSchema.safeParse(parseLoosely(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (!parsed.success || parsed.data[0] !== list) {
    throw new Problem('bad_cursor', {
      detail: 'Pass the nextCursor of the page before, unchanged, or leave it out to start again.',
    });
  }
  return { at: parsed.data[1], id: parsed.data[2] };
}

/** A page from one row more than was asked for: that row only says that there is a next page. */
export function toPage<Row extends Placed, Item>(
  list: string,
  { rows, limit }: { rows: readonly Row[]; limit: number },
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return {
    items: shown.map(toItem),
    nextCursor: hasMore ? tellCursor(list, { at: last.placeAt, id: last.id }) : null,
  };
}

/** The shape of a page of something. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  });
}

function parseLoosely(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
