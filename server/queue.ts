import type { ClientBase } from 'pg';
import { z } from 'zod';

/**
 * Every piece of background work: its payload, how often it may be tried and how urgent it is (lower runs first).
 * Whoever writes the row rings the bell in the same transaction; `jobs/` holds one handler per name.
 */
export const jobCatalogue = {
  'process-provider-events': {
    payload: z.object({ eventIds: z.array(z.string()).min(1) }),
    maxAttempts: 12,
    priority: 0,
  },
  'drain-outbox': { payload: z.object({ lane: z.string() }), maxAttempts: 25, priority: -5 },
  'drain-campaigns': { payload: z.object({}), maxAttempts: 1, priority: 10 },
  'drain-due': { payload: z.object({}), maxAttempts: 1, priority: 0 },
  'mark-read': { payload: z.object({ conversationId: z.uuid() }), maxAttempts: 1, priority: 10 },
  'show-typing': { payload: z.object({ conversationId: z.uuid() }), maxAttempts: 1, priority: 5 },
  'sync-templates': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'sweep-leftovers': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'decide-push': { payload: z.object({ memberId: z.uuid() }), maxAttempts: 5, priority: 5 },
  'drain-queue': { payload: z.object({ inboxId: z.uuid() }), maxAttempts: 5, priority: 5 },
  'auto-reply': { payload: z.object({ conversationId: z.uuid() }), maxAttempts: 5, priority: 5 },
  'hand-back-away': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'index-messages': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'mark-breaches': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'sample-health': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  // As long as Meta keeps a file: a token may have run out, and somebody must find another.
  'fetch-media': { payload: z.object({ mediaId: z.uuid() }), maxAttempts: 40, priority: 10 },
  'prune-journal': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'rescue-stranded': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'retime-promises': { payload: z.object({ workspaceId: z.uuid() }), maxAttempts: 5, priority: 15 },
  'send-push': {
    payload: z.object({ subscriptionId: z.uuid(), notificationIds: z.array(z.string()).min(1) }),
    maxAttempts: 6,
    priority: 5,
  },
  'sweep-presence': { payload: z.object({}), maxAttempts: 1, priority: 20 },
  'wake-snoozed': { payload: z.object({}), maxAttempts: 1, priority: 20 },
} as const;

export type JobName = keyof typeof jobCatalogue;
export type JobPayload<N extends JobName> = z.infer<(typeof jobCatalogue)[N]['payload']>;

/** Only the query method: a pool for work of its own, a client inside somebody's transaction. */
export type Queryable = Pick<ClientBase, 'query'>;

export type EnqueueOptions = {
  /** Instant in ms before which the job does not run. */
  runAt?: number;
  /** Two jobs with one key are one job while neither has begun. */
  key?: string;
};

/** Rings the bell for one job, in the caller's transaction. */
export async function enqueue<N extends JobName>(
  tx: Queryable,
  name: N,
  payload: JobPayload<N>,
  { runAt, key }: EnqueueOptions = {},
): Promise<void> {
  const { maxAttempts, priority } = jobCatalogue[name];
  await tx.query(
    `select graphile_worker.add_job($1, payload := $2::json, run_at := coalesce(to_timestamp($3::float8 / 1000), now()),
       max_attempts := $4, priority := $5, job_key := $6, job_key_mode := 'replace')`,
    [name, JSON.stringify(payload), runAt ?? null, maxAttempts, priority, key ?? null],
  );
}
