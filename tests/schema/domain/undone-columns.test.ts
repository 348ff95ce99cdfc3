import { describe, expect, it } from 'vitest';
import { undoneColumns } from '#schema/domain/undone-columns.ts';

describe('what goes back when a change is undone', () => {
  const before = { tags: ['vip'], note: null, name: 'Juma' };
  const after = { tags: ['vip', 'new'], note: 'Tea', name: 'Juma' };

  it('is what the change made different', () => {
    expect(undoneColumns({ before, after, now: after })).toEqual({ tags: ['vip'], note: null });
  });

  it('but not what somebody changed since', () => {
    const now = { tags: ['vip', 'new', 'paid'], note: 'Tea', name: 'Juma Ali' };
    expect(undoneColumns({ before, after, now })).toEqual({ note: null });
  });

  it('nor a column of which nothing was written down', () => {
    expect(undoneColumns({ before: {}, after: {}, now: { newer: 1 } })).toEqual({});
  });
});
