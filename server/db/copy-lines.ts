import type { Queryable } from '../queue.ts';

/** A row as it was read, column by column. */
export type Line = Record<string, unknown>;

const CHUNK = 200;

/** Writes rows as they were read, whatever columns their table has. */
export async function copyLines(tx: Queryable, table: string, lines: readonly Line[]): Promise<void> {
  for (let i = 0; i < lines.length; i += CHUNK) {
    const chunk = lines.slice(i, i + CHUNK);
    const columns = Object.keys(chunk[0]!)
      .map((c) => `"${c}"`)
      .join(', ');
    await tx.query(
      `insert into "${table}" (${columns}) overriding system value
       select ${columns} from jsonb_populate_recordset(null::"${table}", $1::jsonb)`,
      [JSON.stringify(chunk)],
    );
  }
}
