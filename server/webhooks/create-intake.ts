import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { retryTransient } from '../db/in-transaction.ts';
import { packBytes } from '../db/pack-bytes.ts';
import { jobCatalogue } from '../queue.ts';

/** What became of a body handed to the journal: a new row, or the same bytes as one already there. */
export type Stored = { isNew: boolean };

type Waiting = {
  body: Buffer;
  hash: Buffer;
  resolve: (stored: Stored) => void;
  reject: (error: unknown) => void;
};

export type Intake = {
  /** Resolves once the body is committed, with the bell for its processing rung in the same transaction. */
  store: (body: Buffer) => Promise<Stored>;
  /** Bodies handed over and not yet committed. */
  waiting: () => number;
};

export type IntakeLimits = {
  maxBatch: number;
  maxWaitMs: number;
  maxFlights: number;
  eventsPerJob: number;
  /** What may wait for a database that does not answer; beyond it a body is refused, to be sent again. */
  maxWaitingBytes: number;
};

const LIMITS: IntakeLimits = {
  maxBatch: 64,
  maxWaitMs: 2,
  maxFlights: 1,
  eventsPerJob: 8,
  maxWaitingBytes: 64 * 1024 * 1024,
};

// One statement stores a batch, drops bodies already known and rings the bells: one round trip, one commit.
const STORE = `
  with incoming as (
    select row_number() over () as n, b as body, h as hash
    from unnest($1::bytea[], $2::bytea[]) as u (b, h)
  ), stored as (
    insert into provider_event (provider, body_hash, body)
    select 'whatsapp', hash, body from incoming order by n
    on conflict (provider, body_hash) do nothing
    returning id, body_hash
  ), chunks as (
    select (row_number() over (order by id) - 1) / $3 as chunk, id from stored
  ), specs as (
    select array_agg(row('process-provider-events', json_build_object('eventIds', ids), null, null, $4::int, null, $5::int, null)::graphile_worker.job_spec) as list
    from (select json_agg(id::text order by id) as ids from chunks group by chunk) per_job
  ), rung as (
    select count(*) from specs, graphile_worker.add_jobs(specs.list) where specs.list is not null
  )
  select body_hash as hash, (select count from rung) from stored`;

/**
 * The journal's door. Requests that arrive together share one insert and one bell: a bell per request would cost most of
 * the throughput, because the queue's notify serialises commits. A lone request waits for nobody.
 */
export function createIntake(pool: Pool, limits: Partial<IntakeLimits> = {}): Intake {
  const { maxBatch, maxWaitMs, maxFlights, eventsPerJob, maxWaitingBytes } = { ...LIMITS, ...limits };
  let queue: Waiting[] = [];
  let waitingBytes = 0;
  let flights = 0;
  let timer: NodeJS.Timeout | null = null;

  function schedule(): void {
    if (queue.length === 0 || flights >= maxFlights) return;
    // With nothing under way there is nobody to wait for.
    if (flights === 0 || queue.length >= maxBatch) {
      void fly();
      return;
    }
    timer ??= setTimeout(() => {
      timer = null;
      if (queue.length > 0 && flights < maxFlights) void fly();
    }, maxWaitMs);
  }

  async function fly(): Promise<void> {
    const batch = queue.slice(0, maxBatch);
    queue = queue.slice(maxBatch);
    waitingBytes -= batch.reduce((sum, { body }) => sum + body.length, 0);
    flights++;
    try {
      // The same bytes twice within a batch are one row and two answers.
      const unique = new Map(batch.map((w) => [w.hash.toString('base64'), w]));
      const bodies = [...unique.values()];
      const { maxAttempts, priority } = jobCatalogue['process-provider-events'];
      const rows = await retryTransient(() =>
        pool.query<{ hash: Buffer }>({
          name: 'store-provider-events',
          text: STORE,
          values: [
            packBytes(bodies.map((w) => w.body)),
            packBytes(bodies.map((w) => w.hash)),
            ...[eventsPerJob, maxAttempts, priority],
          ],
        }),
      );
      const fresh = new Set(rows.rows.map((r) => r.hash.toString('base64')));
      for (const w of batch) w.resolve({ isNew: fresh.has(w.hash.toString('base64')) });
    } catch (error) {
      for (const w of batch) w.reject(error);
    } finally {
      flights--;
      schedule();
    }
  }

  return {
    store: (body) =>
      new Promise((resolve, reject) => {
        if (waitingBytes + body.length > maxWaitingBytes) {
          reject(new Error('more waits for the database than is kept in memory'));
          return;
        }
        waitingBytes += body.length;
        queue.push({ body, hash: createHash('sha256').update(body).digest(), resolve, reject });
        schedule();
      }),
    waiting: () => queue.length,
  };
}
