import type { Filter, FilterCondition } from '#schema/domain/saved-filter.ts';
import type { MemberRow } from '#schema/schema.ts';

export const JOINS = ['all', 'any', 'none'] as const;
export type Join = (typeof JOINS)[number];
export type FieldName = FilterCondition['field'];
export const FIELDS: readonly FieldName[] = [
  'status',
  'assignee',
  'inbox',
  'tag',
  'waiting',
  'priority',
  'language',
  'late',
  'sends',
  'followUp',
  'escalation',
  'mention',
];

/** One condition as it is being written. */
export type FilterLine = { id: number; field: FieldName; value: string };

/** Conditions that belong together. */
export type FilterGroup = { id: number; join: Join; lines: FilterLine[] };

/** Fields whose value is somebody of ours. */
const OF_PEOPLE: readonly FieldName[] = ['assignee', 'mention'];

/** Whom a line can name: whoever is here, and those taken out only where a line names them already. */
export function peopleToName<M extends Pick<MemberRow, 'id' | 'deactivatedAt'>>(
  members: readonly M[],
  lines: readonly FilterLine[],
): M[] {
  const named = new Set(lines.filter(({ field }) => OF_PEOPLE.includes(field)).map(({ value }) => value));
  return members.filter((m) => !m.deactivatedAt || named.has(m.id));
}

function conditions(lines: readonly FilterLine[]): unknown[] {
  return lines.map(({ field, value }) => ({ field, is: [value.trim()] }));
}

/** What is being written, as a filter that may still be refused: groups stand beside the conditions of the first. */
export function filterFrom(first: FilterGroup, groups: readonly FilterGroup[]): Filter {
  const nested = groups.filter((g) => g.lines.length > 0).map((g) => ({ [g.join]: conditions(g.lines) }));
  return { [first.join]: [...conditions(first.lines), ...nested] } as unknown as Filter;
}

type Joined = { join: Join; parts: Filter[] };

function joined(filter: Filter): Joined | null {
  if ('all' in filter) return { join: 'all', parts: filter.all };
  if ('any' in filter) return { join: 'any', parts: filter.any };
  return 'none' in filter ? { join: 'none', parts: filter.none } : null;
}

/** A list of values reads "one of these": lines that say so are of any or of none. A single value is a line of any group. */
function linesOf({ field, is }: FilterCondition, join: Join, nextId: () => number): FilterLine[] | null {
  if (is.length > 1 && join === 'all') return null;
  return is.map((value) => ({ id: nextId(), field, value }));
}

/**
 * A kept filter as lines and groups that can be changed, such that writing them gives the same filter again; null for one
 * that is nested deeper than the lines can say.
 */
export function linesFrom(
  filter: Filter,
  nextId: () => number,
): { first: FilterGroup; groups: FilterGroup[] } | null {
  const { join, parts } = joined(filter) ?? { join: 'all' as const, parts: [filter] };
  const first: FilterGroup = { id: nextId(), join, lines: [] };
  const groups: FilterGroup[] = [];
  for (const part of parts) {
    const inner: Joined | null = joined(part);
    const lines = 'field' in part ? linesOf(part, join, nextId) : null;
    if (lines) {
      first.lines.push(...lines);
      continue;
    }
    const group: FilterGroup = { id: nextId(), join: inner?.join ?? 'any', lines: [] };
    for (const condition of inner?.parts ?? [part]) {
      const own = 'field' in condition ? linesOf(condition, group.join, nextId) : null;
      if (!own) return null;
      group.lines.push(...own);
    }
    groups.push(group);
  }
  return { first, groups };
}
