import type { ProjectedLine } from './read-projection.ts';

/** One place where the inbox and the journal disagree. `column` null: a whole line is on one side only. */
export type Difference = {
  kind: ProjectedLine['kind'] | 'event';
  name: string;
  column: string | null;
  inbox: string | null;
  journal: string | null;
};

/**
 * Compares two readings line by line, column by column. A column that either side leaves open (null) is not compared.
 * Two lines of one name count as two.
 */
export function compareProjections(
  inbox: readonly ProjectedLine[],
  journal: readonly ProjectedLine[],
): Difference[] {
  const differences: Difference[] = [];
  const left = byName(inbox);
  const right = byName(journal);
  for (const [key, mine] of left) {
    const theirs = right.get(key);
    if (!theirs) differences.push({ ...nameOf(mine), column: null, inbox: 'is there', journal: null });
    else differences.push(...compareColumns(mine, theirs));
  }
  for (const [key, theirs] of right) {
    if (!left.has(key))
      differences.push({ ...nameOf(theirs), column: null, inbox: null, journal: 'is there' });
  }
  return differences;
}

function compareColumns(mine: ProjectedLine, theirs: ProjectedLine): Difference[] {
  const names = new Set([...Object.keys(mine.columns), ...Object.keys(theirs.columns)]);
  return [...names].flatMap((column): Difference[] => {
    const inbox = mine.columns[column] ?? null;
    const journal = theirs.columns[column] ?? null;
    if (inbox === null || journal === null || inbox === journal) return [];
    return [{ ...nameOf(mine), column, inbox, journal }];
  });
}

function nameOf({ kind, name }: ProjectedLine): Pick<Difference, 'kind' | 'name'> {
  return { kind, name };
}

function byName(lines: readonly ProjectedLine[]): Map<string, ProjectedLine> {
  const found = new Map<string, ProjectedLine>();
  for (const line of lines) {
    const key = `${line.kind} ${line.name}`;
    let n = 1;
    while (found.has(n === 1 ? key : `${key} #${n}`)) n++;
    found.set(n === 1 ? key : `${key} #${n}`, line);
  }
  return found;
}
