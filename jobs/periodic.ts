import type { JobName } from '#server/queue.ts';

/** Jobs that happen by the worker's own clock. Each is harmless to run twice and by several workers at once. */
export const PERIODIC = [
  { name: 'rescue-stranded', everyMs: 5_000 },
  { name: 'wake-snoozed', everyMs: 5_000 },
  { name: 'sweep-presence', everyMs: 30_000 },
] as const satisfies readonly { name: JobName; everyMs: number }[];
