import { expect, it, vi } from 'vitest';
import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { putAside, withoutLeaving } from '#lib/views/leaving-rows.svelte.ts';
import type { ConversationRow } from '#schema/schema.ts';

const rowOf = (id: string, status: ConversationRow['status'] = 'open') => ({ id, status }) as ConversationRow;
const ALL: OpenView = { view: 'all', inboxId: null };
const idsOf = (rows: readonly ConversationRow[]) => rows.map(({ id }) => id);

/** Frames come when they are asked for. */
function makeFrames() {
  const waiting: (() => void)[] = [];
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => waiting.push(run));
  vi.stubGlobal('cancelAnimationFrame', () => undefined);
  return {
    async paint() {
      for (const run of waiting.splice(0)) run();
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
}

it('takes a row off the list at once, lets the store act after the frame, and believes the store from then on', async () => {
  const frames = makeFrames();
  const rows = [rowOf('one'), rowOf('two')];
  let onapplied: (() => void) | undefined;
  const done = putAside(['one'], (applied) => (onapplied = applied));
  expect(idsOf(withoutLeaving(rows, ALL))).toEqual(['two']);
  expect(onapplied).toBeUndefined();

  await frames.paint();
  await done;
  expect(onapplied).toBeDefined();
  expect(idsOf(withoutLeaving(rows, ALL))).toEqual(['two']);

  // The store refused: it still calls the conversation open, and so does the list.
  onapplied?.();
  await frames.paint();
  expect(withoutLeaving(rows, ALL)).toBe(rows);
});

it('leaves a row where it stands in a list that also holds what is snoozed or closed', async () => {
  const frames = makeFrames();
  const rows = [rowOf('one'), rowOf('two', 'snoozed')];
  const done = putAside(['one'], (applied) => applied());
  expect(idsOf(withoutLeaving(rows, { view: 'troubled', inboxId: null }))).toEqual(['one', 'two']);
  expect(idsOf(withoutLeaving(rows, { ...ALL, savedId: 'saved' }))).toEqual(['one', 'two']);
  await frames.paint();
  await done;
  await frames.paint();
});
