import type { Filter, FilterCondition } from '#schema/domain/saved-filter.ts';

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
];

/** One condition as it is being written. */
export type FilterLine = { id: number; field: FieldName; value: string };

/** Conditions that belong together. */
export type FilterGroup = { id: number; join: Join; lines: FilterLine[] };

function conditions(lines: readonly FilterLine[]): unknown[] {
  return lines.map(({ field, value }) => ({ field, is: [value.trim()] }));
}

/** What is being written, as a filter that may still be refused: groups stand beside the conditions of the first. */
export function filterFrom(first: FilterGroup, groups: readonly FilterGroup[]): Filter {
  const nested = groups.filter((g) => g.lines.length > 0).map((g) => ({ [g.join]: conditions(g.lines) }));
  return { [first.join]: [...conditions(first.lines), ...nested] } as unknown as Filter;
}
