import { expect, it } from 'vitest';
import { promiseAhead } from '#lib/views/inbox/standing-promise.ts';

const NOW = 1_800_000_000_000;
const none = {
  status: 'open' as const,
  firstResponseDueAt: null,
  nextResponseDueAt: null,
  resolutionDueAt: null,
};

it('names the first promise that can still be kept, and how many there are', () => {
  const rows = [
    { ...none, nextResponseDueAt: NOW + 3 },
    { ...none, firstResponseDueAt: NOW + 2, resolutionDueAt: NOW + 1 },
    none,
  ];
  expect(promiseAhead(rows, NOW)).toEqual({ count: 2, kind: 'resolution', dueAt: NOW + 1 });
});

it('says nothing of what is broken already, or closed', () => {
  const late = { ...none, firstResponseDueAt: NOW };
  const closed = { ...none, status: 'closed' as const, firstResponseDueAt: NOW + 1 };
  expect(promiseAhead([late, closed, none], NOW)).toBeNull();
});
