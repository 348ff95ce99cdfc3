import { sampleHealth } from '#server/metrics/sample-health.ts';
import type { Handler } from './job-deps.ts';

/** Keeps how the queues stood, for the lines on the wall. */
export const sampleHealthJob: Handler<'sample-health'> = async (_, { pool, now }) => {
  await sampleHealth(pool, now());
};
