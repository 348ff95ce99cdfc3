import { expect, it } from 'vitest';
import { listItems } from '#lib/inbox/list-items.ts';
import { rowModel } from '#lib/inbox/row-model.ts';
import type { RowSurroundings } from '#lib/inbox/row-model.ts';
import { keepSame } from '#lib/ui/keep-same.ts';
import type { ConversationRow } from '#schema/schema.ts';

const NOW = 1_760_000_000_000;
const conversation = {
  id: 'k1',
  contactId: 'c1',
  contactName: 'Mercy',
  status: 'open',
  waitingOn: 'us',
  waitingSince: NOW - 60_000,
  inboundCount: 2,
  unansweredCount: 2,
  troubledCount: 0,
  lastMessageAt: NOW,
} as unknown as ConversationRow;

const around = (over: Partial<RowSurroundings> = {}): RowSurroundings => ({
  ...{ members: new Map(), reads: new Map(), presence: new Map(), drafts: new Set() },
  ...{ me: { memberId: 'm1', name: 'Amina' }, now: NOW, ...over },
});

it('a row stays the same thing from one second to the next while nothing it shows has changed', () => {
  const row = rowModel(conversation, around());
  expect(rowModel(conversation, around({ now: NOW + 1_000 }))).toBe(row);
  expect(listItems([row], false)[0]).toBe(listItems([row], false)[0]);
  const before = [row];
  expect(keepSame(before, [rowModel(conversation, around())])).toBe(before);
});

it('a row is drawn anew once it is late, is read, has a draft or somebody looks at it', () => {
  const row = rowModel(conversation, around());
  expect(rowModel(conversation, around({ now: NOW + 7_200_000 })).late).toBe('late');
  const read = { memberId: 'm1', conversationId: 'k1', readCount: 2, readAt: NOW };
  expect(rowModel(conversation, around({ reads: new Map([['k1', read as never]]) })).unread).toBe(0);
  expect(rowModel(conversation, around({ drafts: new Set(['k1']) })).hasDraft).toBe(true);
  const here = { kind: 'viewing' as const, memberId: 'm2', name: 'Brian', initials: 'B' };
  expect(rowModel(conversation, around({ presence: new Map([['k1', [here]]]) })).presence).toEqual([here]);
  expect(rowModel({ ...conversation, contactName: 'Joseph' }, around()).name).toBe('Joseph');
  expect(row.unread).toBe(2);
});
