import { expect, it, vi } from 'vitest';
import { putBack } from '#lib/views/put-back.ts';
import type { Before } from '#lib/views/put-back.ts';

const NOW = 1_800_000_000_000;
vi.setSystemTime(NOW);

const wayBack = (before: Omit<Before, 'id'>) => {
  const id = '0190a000-0000-7000-8000-000000000001';
  const { mutator, args } = putBack({ id, ...before }) as unknown as {
    mutator: { mutatorName: string };
    args: Record<string, unknown>;
  };
  return { name: mutator.mutatorName, args };
};

it('opens what was open', () => {
  expect(wayBack({ status: 'open', snoozedUntil: null, closedReason: null })).toMatchObject({
    name: 'conversation.reopen',
    args: { isUndo: true, until: null },
  });
});

it('closes what was closed, for the reason it had', () => {
  expect(wayBack({ status: 'closed', snoozedUntil: null, closedReason: 'sold' })).toMatchObject({
    name: 'conversation.close',
    args: { reason: 'sold' },
  });
});

it('lets what slept sleep on until its time, unless that has come', () => {
  const asleep = { status: 'snoozed', closedReason: null } as const;
  expect(wayBack({ ...asleep, snoozedUntil: NOW + 60_000 })).toMatchObject({
    name: 'conversation.reopen',
    args: { isUndo: true, until: NOW + 60_000 },
  });
  expect(wayBack({ ...asleep, snoozedUntil: NOW - 1 })).toMatchObject({
    name: 'conversation.reopen',
    args: { isUndo: true, until: null },
  });
});
