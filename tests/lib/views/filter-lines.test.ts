import { expect, test } from 'vitest';
import { filterFrom } from '#lib/views/filter-lines.ts';
import type { FilterGroup } from '#lib/views/filter-lines.ts';
import { filterSchema } from '#schema/domain/saved-filter.ts';

const OPEN = { id: 1, field: 'status', value: 'open' } as const;
const VIP = { id: 2, field: 'tag', value: ' vip ' } as const;
const URGENT = { id: 3, field: 'priority', value: 'urgent' } as const;
const first = (...lines: FilterGroup['lines']): FilterGroup => ({ id: 0, join: 'all', lines });

test('a group stands beside the conditions of the first, joined in its own way', () => {
  const filter = filterFrom(first(OPEN), [{ id: 9, join: 'any', lines: [VIP, URGENT] }]);
  expect(filter).toEqual({
    all: [
      { field: 'status', is: ['open'] },
      {
        any: [
          { field: 'tag', is: ['vip'] },
          { field: 'priority', is: ['urgent'] },
        ],
      },
    ],
  });
  expect(filterSchema.safeParse(filter).success).toBe(true);
});

test('a group nobody filled asks for nothing, instead of hiding everything', () => {
  expect(filterFrom(first(OPEN), [{ id: 9, join: 'any', lines: [] }])).toEqual({
    all: [{ field: 'status', is: ['open'] }],
  });
});

test('a condition without a value is refused, wherever it stands', () => {
  const empty = { id: 4, field: 'tag', value: '  ' } as const;
  expect(filterSchema.safeParse(filterFrom(first(empty), [])).success).toBe(false);
  const nested = filterFrom(first(OPEN), [{ id: 9, join: 'none', lines: [empty] }]);
  expect(filterSchema.safeParse(nested).success).toBe(false);
});
