import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepAwake } from '#jobs/drain-due.ts';
import { handlers } from '#jobs/handlers.ts';
import type { JobDeps } from '#jobs/job-deps.ts';

let looks: number;
let nextAt: number | null;
let time = performance.now();

// A minute goes by between cases: whatever the one before put off is over.
beforeEach(() => {
  time += 60_000;
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  looks = 0;
  nextAt = null;
});
afterEach(() => vi.restoreAllMocks());

const pool = {
  query: ({ name }: { name: string }) => {
    if (name === 'due-lanes') looks++;
    return Promise.resolve({ rows: name === 'next-due' ? [{ at: nextAt }] : [] });
  },
};
const NOW = 1_000_000;
const look = () => handlers['drain-due']({}, { pool, now: () => NOW } as unknown as JobDeps);

it('a worker with nothing to send asks once a second, not with every tick of its clock', async () => {
  for (let tick = 0; tick < 4; tick++) await look();
  expect(looks).toBe(1);
  time += 1_000;
  await look();
  expect(looks).toBe(2);
});

it('while something is being sent it asks with every tick', async () => {
  keepAwake();
  for (let tick = 0; tick < 4; tick++) await look();
  expect(looks).toBe(4);
});

it('what is due now, or within a moment, is not slept through', async () => {
  nextAt = NOW;
  for (let tick = 0; tick < 4; tick++) await look();
  expect(looks).toBe(4);
});
