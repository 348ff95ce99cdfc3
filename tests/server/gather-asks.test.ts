import { expect, it } from 'vitest';
import { gatherAsks } from '#server/gather-asks.ts';

it('whoever asks while others are under way leaves with the next, and everyone has their own answer', async () => {
  const flights: number[][] = [];
  const ask = gatherAsks(
    async (asks: number[]) => {
      flights.push(asks);
      await new Promise(setImmediate);
      return asks.map((n) => n * 10);
    },
    { most: 3 },
  );
  const first = [1, 2].map(ask);
  await new Promise(setImmediate);
  const later = [3, 4, 5, 6].map(ask);
  expect(await Promise.all([...first, ...later])).toEqual([10, 20, 30, 40, 50, 60]);
  expect(flights).toEqual([[1, 2], [3, 4, 5], [6]]);
  expect(await ask(7)).toBe(70);
});

it('a flight that fails tells those in it, and the next one leaves', async () => {
  const ask = gatherAsks(
    (asks: string[]) => (asks.includes('mbaya') ? Promise.reject(new Error('no')) : Promise.resolve(asks)),
    { most: 2 },
  );
  const told = await Promise.allSettled(['mbaya', 'jirani', 'mwingine'].map(ask));
  expect(told.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
});
