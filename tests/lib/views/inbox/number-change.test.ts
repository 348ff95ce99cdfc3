import { describe, expect, it } from 'vitest';
import { joinOf, numberChangeOf } from '#lib/views/inbox/number-change.ts';
import type { ActivityRow } from '#schema/schema.ts';

const line = (kind: string, data: object, more: Partial<ActivityRow> = {}) =>
  ({ kind, data, at: 5, actorName: null, ...more }) as ActivityRow;
const taken = line('number_taken', { change: 'c1', at: 3, other: 'thread-2' });
const joined = line('number_joined', { change: 'c1', who: 'Asha' }, { actorName: 'Wanjiku' });
const parted = line('number_separated', { change: 'c1' }, { actorName: 'Wanjiku' });

describe('what the lines of a thread say of its number', () => {
  it('it changed hands', () => {
    expect(numberChangeOf([taken])).toEqual({ id: 'c1', kind: 'taken', at: 3, otherId: 'thread-2' });
    expect(joinOf([taken])).toBeNull();
  });

  it('it did not after all: both are one', () => {
    expect(numberChangeOf([joined, taken])).toBeNull();
    expect(joinOf([joined, taken])).toEqual({ changeId: 'c1', who: 'Asha', by: 'Wanjiku', at: 5 });
  });

  it('it did: they were taken apart again, however often that is said', () => {
    expect(numberChangeOf([parted, joined, taken])?.id).toBe('c1');
    expect(joinOf([parted, joined, taken])).toBeNull();
    expect(joinOf([joined, parted, joined, taken])?.by).toBe('Wanjiku');
  });

  it('it was WhatsApp that said so, of somebody without a name', () => {
    expect(joinOf([line('number_joined', { change: 'c1', who: null }), taken])).toMatchObject({
      by: '',
      who: '',
    });
  });
});
