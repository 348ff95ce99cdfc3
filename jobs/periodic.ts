import type { JobName } from '#server/queue.ts';

/** Jobs that happen by the worker's own clock. Each is harmless to run twice and by several workers at once. */
export const PERIODIC = [
  // What leaves by the clock leaves on the clock: the five seconds in which a reply can be taken back are five.
  { name: 'drain-due', everyMs: 200 },
  { name: 'drain-campaigns', everyMs: 200 },
  { name: 'sync-templates', everyMs: 15_000 },
  { name: 'sweep-leftovers', everyMs: 60 * 60_000 },
  { name: 'prune-journal', everyMs: 10 * 60_000 },
  { name: 'rescue-stranded', everyMs: 5_000 },
  { name: 'wake-snoozed', everyMs: 5_000 },
  { name: 'index-messages', everyMs: 5_000 },
  { name: 'mark-breaches', everyMs: 5_000 },
  { name: 'hand-back-away', everyMs: 15_000 },
  { name: 'sample-health', everyMs: 60_000 },
  // A hold whose holder is gone stands before colleagues until this pass has seen it.
  { name: 'sweep-presence', everyMs: 1_000 },
] as const satisfies readonly { name: JobName; everyMs: number }[];
