import { expect, test } from 'vitest';
import { en } from '#lib/i18n/en.ts';
import { addressOf, viewCount, viewFromAddress, viewGroups } from '#lib/inbox/inbox-views.ts';
import type { OpenView } from '#lib/inbox/inbox-views.ts';
import type { InboxRow, SavedViewRow } from '#schema/schema.ts';

const SALES = 'a0000000-0000-4000-8000-000000000001';
const SUPPORT = 'a0000000-0000-4000-8000-000000000002';
const SAVED = 'a0000000-0000-4000-8000-000000000003';
const inboxes = [
  { id: SALES, name: 'Sales', hue: 'stage-1' },
  { id: SUPPORT, name: 'Support', hue: 'stage-2' },
] as InboxRow[];
const counts = new Map([
  [`firstLate:${SALES}`, 2],
  [`firstLate:${SUPPORT}`, 3],
]);
const counted = { counts, inboxes, myId: 'me' };

test.each<[OpenView, string]>([
  [{ view: 'all', inboxId: null }, '/inbox'],
  [{ view: 'mine', inboxId: null }, '/inbox?view=mine'],
  [{ view: 'inbox', inboxId: SALES }, `/inbox?inbox=${SALES}`],
  [{ view: 'firstLate', inboxId: SALES }, `/inbox?view=firstLate&inbox=${SALES}`],
  [{ view: 'all', inboxId: SALES }, `/inbox?view=all&inbox=${SALES}`],
])('an address leads back to the view it was made from: %o', (view, address) => {
  expect(addressOf(view)).toBe(address);
  expect(viewFromAddress(new URL(address, 'http://kazi').searchParams)).toEqual(view);
});

test('the address of a message keeps the view it was found in', () => {
  expect(addressOf({ view: 'mine', inboxId: null }, 'c', 'm')).toBe('/inbox/c?view=mine&message=m');
  expect(addressOf({ view: 'all', inboxId: null }, 'c', 'm')).toBe('/inbox/c?message=m');
});

test('a health view counts all my inboxes, or the one that was chosen', () => {
  expect(viewCount({ view: 'firstLate', inboxId: null }, counted)).toBe(5);
  expect(viewCount({ view: 'firstLate', inboxId: SUPPORT }, counted)).toBe(3);
});

test('a saved view says how many it holds, and stays in the pane when that is none', () => {
  const saved = [{ id: SAVED, name: 'VIPs' }] as SavedViewRow[];
  const itemOf = (n: number) =>
    viewGroups({ view: 'all', inboxId: null }, en.views, {
      ...counted,
      saved,
      savedCounts: new Map([[SAVED, n]]),
      mostCounted: 200,
    })
      .flatMap(({ views }) => views)
      .find(({ id }) => id === SAVED);
  expect(itemOf(0)).toMatchObject({ count: 0, isKept: true, isMore: false });
  expect(itemOf(200)).toMatchObject({ count: 200, isMore: true });
});
