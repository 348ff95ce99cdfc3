import { beforeEach, expect, it, vi } from 'vitest';
import type { keepAwake as KeepAwake } from '#jobs/drain-due.ts';
import type { handlers as Handlers } from '#jobs/handlers.ts';
import type { JobDeps } from '#jobs/job-deps.ts';

// Each case with a worker that has just begun.
let handlers: typeof Handlers;
let keepAwake: typeof KeepAwake;
let looks: number;
let nextAt: number | null;

beforeEach(async () => {
  vi.resetModules();
  ({ handlers } = await import('#jobs/handlers.ts'));
  ({ keepAwake } = await import('#jobs/drain-due.ts'));
  looks = 0;
  nextAt = null;
});

const pool = {
  query: ({ name }: { name: string }) => {
    if (name === 'due-lanes') looks++;
    return Promise.resolve({ rows: name === 'next-due' ? [{ at: nextAt }] : [] });
  },
};
const NOW = 1_000_000;
const look = () => handlers['drain-due']({}, { pool, now: () => NOW } as unknown as JobDeps);

it('a worker with nothing to send asks once, not with every tick of its clock', async () => {
  for (let tick = 0; tick < 4; tick++) await look();
  expect(looks).toBe(1);
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
