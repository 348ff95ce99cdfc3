import { expect, test } from 'vitest';
import { filterFrom, linesFrom, peopleToName } from '#lib/views/inbox/filter-lines.ts';
import type { FilterGroup } from '#lib/views/inbox/filter-lines.ts';
import { filterSchema } from '#schema/domain/saved-filter.ts';
import type { Filter } from '#schema/domain/saved-filter.ts';

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

function again(filter: Filter): Filter | null {
  let id = 0;
  const read = linesFrom(filter, () => (id += 1));
  if (read)
    expect(new Set([read.first, ...read.groups].flatMap((g) => [g, ...g.lines]).map((x) => x.id)).size).toBe(
      id,
    );
  return read && filterFrom(read.first, read.groups);
}
const open: Filter = { field: 'status', is: ['open'] };
const vip: Filter = { field: 'tag', is: ['vip'] };

test.each<Filter>([
  { all: [open, vip] },
  { none: [vip] },
  {
    all: [
      open,
      { any: [vip, { field: 'priority', is: ['urgent'] }] },
      { none: [{ field: 'language', is: ['sw'] }] },
    ],
  },
])('a kept filter comes back as lines that say the same: %j', (filter) => {
  expect(again(filter)).toEqual(filter);
});

test('a condition alone is one line, and one of several values a group of its own', () => {
  expect(again(vip)).toEqual({ all: [vip] });
  expect(again({ all: [open, { field: 'tag', is: ['vip', 'kids'] }] })).toEqual({
    all: [open, { any: [vip, { field: 'tag', is: ['kids'] }] }],
  });
  expect(again({ none: [{ field: 'tag', is: ['vip', 'kids'] }] })).toEqual({
    none: [vip, { field: 'tag', is: ['kids'] }],
  });
});

test('what is nested deeper than lines can say is left alone, rather than changed by being opened', () => {
  expect(again({ all: [{ any: [{ none: [vip] }] }] })).toBeNull();
  expect(again({ any: [{ all: [{ field: 'tag', is: ['vip', 'kids'] }] }] })).toBeNull();
});

test('whoever was taken out is not offered, but a line that names them still says who', () => {
  const brian = { id: 'b', name: 'Brian', deactivatedAt: null };
  const zawadi = { id: 'z', name: 'Zawadi', deactivatedAt: 1 };
  const otieno = { id: 'o', name: 'Otieno', deactivatedAt: 2 };
  const named: FilterGroup['lines'] = [
    { id: 1, field: 'mention', value: 'z' },
    { id: 2, field: 'tag', value: 'o' },
  ];
  expect(peopleToName([brian, zawadi, otieno], [])).toEqual([brian]);
  expect(peopleToName([brian, zawadi, otieno], named)).toEqual([brian, zawadi]);
});
