import type { Pool } from 'pg';

export type Readiness = {
  status: 'ready' | 'not_ready';
  database: { status: 'ok' | 'down' };
  sync: { status: 'ok' | 'down' };
  worker: { status: 'ok' | 'down'; lagMs: number | null };
  journal: { unprocessed: number; failed: number };
  outbox: { queued: number; unconfirmed: number; failed: number };
  processes?: unknown;
};

/** A worker that has not beaten for this long is not there. */
const WORKER_SILENCE_MS = 5_000;

const READ = `
  select
    (select extract(epoch from now() - max(beat_at)) * 1000 from worker)::float8 as "silenceMs",
    (select extract(epoch from now() - min(received_at)) * 1000 from provider_event where state = 'pending')::float8 as "lagMs",
    (select count(*) from provider_event where state = 'pending')::int as unprocessed,
    (select count(*) from provider_event where state = 'failed')::int as failed,
    (select count(*) from outbox_item where state = 'queued')::int as queued,
    (select count(*) from outbox_item where state = 'unconfirmed')::int as unconfirmed,
    (select count(*) from outbox_item where state = 'failed')::int as "outboxFailed"`;

type Line = {
  silenceMs: number | null;
  lagMs: number | null;
  unprocessed: number;
  failed: number;
  queued: number;
  unconfirmed: number;
  outboxFailed: number;
};

/** Can this installation do its work now? Database answering, sync engine answering, a worker alive. */
export async function readReadiness({
  pool,
  isSyncUp,
  processes,
}: {
  pool: Pool;
  isSyncUp: () => Promise<boolean>;
  processes: () => unknown;
}): Promise<Readiness> {
  const [line, sync] = await Promise.all([
    pool.query<Line>({ name: 'readiness', text: READ }).then(
      (r) => r.rows[0]!,
      () => null,
    ),
    isSyncUp().catch(() => false),
  ]);
  const isWorkerUp = line !== null && line.silenceMs !== null && line.silenceMs < WORKER_SILENCE_MS;
  const isReady = line !== null && sync && isWorkerUp;
  return {
    status: isReady ? 'ready' : 'not_ready',
    database: { status: line ? 'ok' : 'down' },
    sync: { status: sync ? 'ok' : 'down' },
    worker: { status: isWorkerUp ? 'ok' : 'down', lagMs: line ? Math.round(line.lagMs ?? 0) : null },
    journal: { unprocessed: line?.unprocessed ?? 0, failed: line?.failed ?? 0 },
    outbox: {
      queued: line?.queued ?? 0,
      unconfirmed: line?.unconfirmed ?? 0,
      failed: line?.outboxFailed ?? 0,
    },
    processes: processes(),
  };
}
