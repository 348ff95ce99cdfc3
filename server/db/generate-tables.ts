import type { Pool } from 'pg';

type Column = {
  table: string;
  column: string;
  type: string;
  udt: string;
  kind: string;
  nullable: boolean;
  hasDefault: boolean;
  key: boolean;
};

const READ_COLUMNS = `
  select p.tablename as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type, t.typname as udt,
    t.typtype as kind, not a.attnotnull as nullable, a.atthasdef as "hasDefault",
    exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary and a.attnum = any (i.indkey)) as key
  from pg_publication_tables p
  join pg_class c on c.relname = p.tablename and c.relnamespace = 'public'::regnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = any (p.attnames)
  join pg_type t on t.oid = a.atttypid
  where p.pubname = 'zero_kazi'
  order by p.tablename, a.attnum`;

const READ_ENUMS = `
  select t.typname as name, array_agg(e.enumlabel::text order by e.enumsortorder) as labels
  from pg_type t join pg_enum e on e.enumtypid = t.oid group by 1 order by 1`;

function camel(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function pascal(name: string): string {
  const word = camel(name);
  return word[0]!.toUpperCase() + word.slice(1);
}

// Instants end in "At" on our side whatever SQL calls them; the SQL name travels in `.from`.
function columnBuilder(column: Column): string {
  if (column.kind === 'e') return `enumeration<${pascal(column.udt)}>()`;
  if (column.type === 'boolean') return 'boolean()';
  if (column.type === 'jsonb' || column.type === 'json') return 'json()';
  if (/^(integer|bigint|smallint|double precision|real|timestamp)/.test(column.type)) return 'number()';
  return 'string()';
}

/** The Zero tables as TypeScript text, read from a migrated database: exactly what its publication lets out. */
export async function generateTables(pool: Pool): Promise<string> {
  const columns = (await pool.query<Column>(READ_COLUMNS)).rows;
  const enums = (await pool.query<{ name: string; labels: string[] }>(READ_ENUMS)).rows;
  const used = new Set(columns.filter((c) => c.kind === 'e').map((c) => c.udt));
  const tables = [...new Set(columns.map((c) => c.table))];
  const lines = [
    '// Written from the migrated database by `npm run migrate -- --generate`; a test compares. Do not edit.',
    "import { boolean, enumeration, json, number, string, table } from '@rocicorp/zero';",
    '',
  ];
  for (const { name, labels } of enums) {
    if (used.has(name))
      lines.push(`export type ${pascal(name)} = ${labels.map((l) => `'${l}'`).join(' | ')};`);
  }
  for (const name of tables) {
    const own = columns.filter((c) => c.table === name);
    lines.push('', `export const ${camel(name)} = table('${camel(name)}')`);
    if (camel(name) !== name) lines.push(`  .from('${name}')`);
    lines.push('  .columns({');
    for (const c of own) {
      const from = camel(c.column) === c.column ? '' : `.from('${c.column}')`;
      lines.push(`    ${camel(c.column)}: ${columnBuilder(c)}${from}${c.nullable ? '.optional()' : ''},`);
    }
    lines.push(
      '  })',
      `  .primaryKey(${own
        .filter((c) => c.key)
        .map((c) => `'${camel(c.column)}'`)
        .join(', ')});`,
    );
  }
  lines.push('', `export const tables = [${tables.map(camel).join(', ')}];`, '');
  return lines.join('\n');
}
