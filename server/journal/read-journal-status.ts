import type { Queryable } from '../queue.ts';

export type JournalStatus = {
  pending: number;
  processed: number;
  failed: number;
  dismissed: number;
  /** Age of the oldest event without a meaning, ms; null when there is none. */
  oldestPendingMs: number | null;
  unknownChannel: number;
  /** Statuses whose message is not known (yet). */
  parkedStatuses: number;
  /** Newest first. */
  failures: { id: string; receivedAt: number; attempts: number; error: string | null }[];
};

const COUNTS = `
  select count(*) filter (where state = 'pending')::int as pending, count(*) filter (where state = 'processed')::int as processed,
    count(*) filter (where state = 'failed')::int as failed, count(*) filter (where state = 'dismissed')::int as dismissed,
    (extract(epoch from now() - min(received_at) filter (where state = 'pending')) * 1000)::float8 as "oldestPendingMs",
    count(*) filter (where unknown_channel and state = 'processed')::int as "unknownChannel",
    (select count(*) from parked_status)::int as "parkedStatuses"
  from provider_event`;

const FAILURES = `
  select id::text, received_at as "receivedAt", attempts, error from provider_event e where state = 'failed' order by e.id desc limit $1`;

/** How the journal stands. `failuresShown`: how many failed events to name. */
export async function readJournalStatus(tx: Queryable, failuresShown = 20): Promise<JournalStatus> {
  const counts = (await tx.query<Omit<JournalStatus, 'failures'>>(COUNTS)).rows[0]!;
  const failures = await tx.query<JournalStatus['failures'][number]>(FAILURES, [failuresShown]);
  return { ...counts, failures: failures.rows };
}
