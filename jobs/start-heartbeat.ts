import type { Logger } from 'pino';
import type { Pool } from 'pg';

const BEAT_MS = 1_000;

/**
 * Says every second that we are alive: to the other workers, who free the jobs of one that falls silent, and through the
 * sync engine to every screen, which so knows how old what it shows is. `ids`: the names jobs are locked under.
 */
export async function startHeartbeat({
  pool,
  log,
  ids,
}: {
  pool: Pool;
  log: Logger;
  ids: Set<string>;
}): Promise<{ stop: () => void }> {
  async function beat(): Promise<void> {
    await pool.query(
      `with mine as (
         insert into worker (id, beat_at) select id, now() from unnest($1::text[]) id
         on conflict (id) do update set beat_at = excluded.beat_at),
       gone as (delete from worker where beat_at < now() - interval '1 hour')
       insert into heartbeat (id, beat_at) values ('worker', now()) on conflict (id) do update set beat_at = excluded.beat_at`,
      [[...ids]],
    );
  }

  await beat();
  const timer = setInterval(
    () => void beat().catch((error: unknown) => log.warn({ err: error }, 'a heartbeat was missed')),
    BEAT_MS,
  );
  return { stop: () => clearInterval(timer) };
}
