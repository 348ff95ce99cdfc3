import type { Queryable } from '../queue.ts';

/** A row to be: its keys are column names. */
export type Line = Record<string, unknown>;

/** Writes rows in one statement per two hundred: the database reads them as its own type. */
export async function insertLines(tx: Queryable, table: string, lines: readonly Line[]): Promise<void> {
  for (let i = 0; i < lines.length; i += 200) {
    const chunk = lines.slice(i, i + 200);
    const columns = Object.keys(chunk[0]!).map((c) => `"${c}"`);
    await tx.query(
      `insert into "${table}" (${columns.join(', ')}) select ${columns.join(', ')} from json_populate_recordset(null::"${table}", $1::json)`,
      [JSON.stringify(chunk)],
    );
  }
}

export const iso = (ms: number | null | undefined): string | null =>
  ms == null ? null : new Date(ms).toISOString();
