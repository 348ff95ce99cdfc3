import { statfs } from 'node:fs/promises';
import type { Pool } from 'pg';
import { HEALTH_FIGURES, healthLevel } from '#schema/domain/health-figures.ts';
import type { HealthFigure, HealthReading } from '#schema/domain/health-figures.ts';
import { slowedNow } from '#schema/domain/send-slowdown.ts';
import type { SlowedScope, Slowdown } from '#schema/domain/send-slowdown.ts';
import type { Metrics } from './create-metrics.ts';

export type HealthDeps = {
  pool: Pool;
  metrics: Metrics;
  isSyncUp: () => Promise<boolean>;
  now: () => number;
  /** Where the database and the files lie; undefined: nobody asks. */
  dataDir?: string | undefined;
};

const HOUR_MS = 60 * 60_000;

// One round trip; every part is answered by an index or by a table that is small while all is well.
const READ = `
  select
    (select extract(epoch from clock_timestamp() - max(beat_at)) * 1000 from heartbeat where id = 'worker')::float8 as "workerBeatMs",
    (select extract(epoch from clock_timestamp() - min(received_at)) * 1000 from provider_event where state = 'pending')::float8 as "oldestEventMs",
    (select count(*) from provider_event where state = 'failed')::float8 as "failedEvents",
    (select extract(epoch from clock_timestamp() - min(a.started_at)) * 1000 from outbox_item o join outbox_attempt a on a.id = o.lease_id
      where o.state = 'sending')::float8 as "oldestSendingMs",
    (select extract(epoch from clock_timestamp() - min((select max(a.started_at) from outbox_attempt a where a.outbox_item_id = o.id))) * 1000
      from outbox_item o where o.state = 'unconfirmed')::float8 as "oldestUnconfirmedMs",
    (select count(*) from graphile_worker._private_jobs where attempts >= max_attempts and locked_at is null)::float8 as "failedJobs",
    (select count(*) from outbox_attempt where error_code in (130429, 131056) and started_at > now() - interval '1 hour')::float8 as throttles,
    (select json_agg(json_build_object('sendsPerSecond', ch.sends_per_second, 'slowdowns', (
        select coalesce(json_agg(json_build_object('scope', 'number', 'share', b.tokens, 'at', extract(epoch from b.filled_at) * 1000,
          'holdUntil', extract(epoch from b.next_turn_at) * 1000)), '[]')
        from send_bucket b where b.key in ('slow:number:' || ch.id, 'slow:account:' || coalesce(ch.waba_id, ch.id::text), 'slow:app'))))
      from channel ch where ch.state <> 'paused') as numbers,
    (select max(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) from pg_replication_slots)::float8 as "retainedWalBytes"`;

type NumberLine = { sendsPerSecond: number; slowdowns: (Slowdown & { scope: SlowedScope })[] };
type Line = Omit<
  HealthReading,
  | 'syncDown'
  | 'screenBeatMs'
  | 'webhookP50Ms'
  | 'webhookP99Ms'
  | 'badSignatures'
  | 'diskFreeBytes'
  | 'slowedNumbers'
> & { numbers: NumberLine[] | null };

/** Everything that must keep up, as it stands now. What cannot be read is null; this never throws. */
export async function readHealth({
  pool,
  metrics,
  isSyncUp,
  now,
  dataDir,
}: HealthDeps): Promise<HealthReading> {
  const [line, isUp, disk] = await Promise.all([
    pool.query<Line>({ name: 'health', text: READ }).then(
      (answer) => answer.rows[0] ?? null,
      () => null,
    ),
    isSyncUp().catch(() => false),
    dataDir === undefined ? null : statfs(dataDir).catch(() => null),
  ]);
  const since = now() - HOUR_MS;
  const known = Object.fromEntries(Object.keys(HEALTH_FIGURES).map((figure) => [figure, null]));
  const { numbers = null, ...counted } = line ?? {};
  const isSlowed = ({ sendsPerSecond, slowdowns }: NumberLine) =>
    slowedNow(sendsPerSecond, { slowdowns, now: now() }) !== null;
  return {
    ...(known as HealthReading),
    ...counted,
    slowedNumbers: line === null ? null : (numbers ?? []).filter(isSlowed).length,
    syncDown: isUp ? 0 : 1,
    webhookP50Ms: metrics.webhookMs.quantile(0.5, since),
    webhookP99Ms: metrics.webhookMs.quantile(0.99, since),
    badSignatures: metrics.badSignatures.count(since),
    diskFreeBytes: disk === null ? null : disk.bavail * disk.bsize,
  };
}

/** The figures that somebody should look at, for a machine that watches. */
export function alarmsOf(reading: HealthReading): { figure: HealthFigure; level: 'soon' | 'bad' }[] {
  return (Object.keys(reading) as HealthFigure[]).flatMap((figure) => {
    const level = healthLevel(figure, reading[figure]);
    return level === 'soon' || level === 'bad' ? [{ figure, level }] : [];
  });
}

/** Puts the reading among the metrics: `kazi_health{figure}` in ms, bytes or pieces, NaN where nothing is known. */
export function exportHealth(metrics: Metrics, reading: HealthReading): void {
  for (const [figure, value] of Object.entries(reading)) {
    if (figure !== 'screenBeatMs') metrics.health.set({ figure }, value ?? Number.NaN);
  }
}
