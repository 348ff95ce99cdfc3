import { expect, it } from 'vitest';
import { isScheduled, UNDO_MS, undoUntil } from '#schema/domain/undo-window.ts';

const at = 1_760_000_000_000;
const mine = { status: 'queued', direction: 'outbound', at, authorMemberId: 'm1' };

it.each([
  ['a reply that waits', {}, at + UNDO_MS],
  ['one that is being sent', { status: 'sending' }, null],
  ['one that was taken back', { status: 'cancelled' }, null],
  ['a rule’s message', { authorMemberId: null }, null],
  ['a customer’s message', { direction: 'inbound' }, null],
])('%s can be taken back until %s', (_, over, until) => {
  expect(undoUntil({ ...mine, ...over })).toBe(until);
});

it('what stands in the future waits for its time; a clock a little off does not make a reply one of those', () => {
  expect(isScheduled({ ...mine, at: at + 60_000 }, at)).toBe(true);
  expect(isScheduled({ ...mine, at: at + 1_400 }, at)).toBe(false);
  expect(isScheduled({ ...mine, at: at + 60_000, status: 'sent' }, at)).toBe(false);
});
