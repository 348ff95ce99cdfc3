import { applyParkedStatuses } from '#server/outbound/apply-parked-statuses.ts';
import { applyParkedChanges } from '#server/inbound/record-change.ts';
import { inTransaction } from '#server/db/in-transaction.ts';
import { enqueue } from '#server/queue.ts';
import type { Handler } from './job-deps.ts';

const WORKER_SILENCE_SECONDS = 10;

const FREE_DEAD_WORKERS = `
  select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
  from graphile_worker.jobs
  where locked_by is not null and locked_at < now() - interval '${WORKER_SILENCE_SECONDS} seconds'
    and locked_by not in (select id from worker where beat_at > now() - interval '${WORKER_SILENCE_SECONDS} seconds')
  having count(*) > 0`;

const STRANDED_LANES = `
  select distinct lane from outbox_item
  where (state = 'sending' and leased_until < now()) or (state = 'queued' and not is_campaign and not_before < now() - interval '20 seconds'
    and exists (select 1 from channel ch where ch.id = channel_id and ch.state = 'active'))
  limit 500`;

const STRANDED_EVENTS = `
  select id::text from provider_event where state = 'pending' and received_at < now() - interval '10 seconds' order by id limit 200`;

const KNOWN_BY_NOW = `
  select distinct p.workspace_id as "workspaceId", p.provider_message_id as "providerMessageId", m.id as "messageId"
  from parked_status p join message m on m.workspace_id = p.workspace_id and m.provider_message_id = p.provider_message_id limit 200`;

const CHANGES_KNOWN_BY_NOW = `
  select distinct p.workspace_id as "workspaceId", p.target_provider_message_id as "providerMessageId"
  from parked_change p join message m on m.workspace_id = p.workspace_id and m.provider_message_id = p.target_provider_message_id limit 200`;

/**
 * Nothing waits on a worker that died: its jobs are freed, lanes whose lease ran out are rung again, events whose bell was
 * lost are rung again, statuses that came before their message are matched.
 */
export const rescueStranded: Handler<'rescue-stranded'> = async (_, { pool, now }) => {
  await pool.query(FREE_DEAD_WORKERS);
  for (const { lane } of (await pool.query<{ lane: string }>(STRANDED_LANES)).rows) {
    await enqueue(pool, 'drain-outbox', { lane }, { runAt: now(), key: `lane:${lane}` });
  }
  const events = (await pool.query<{ id: string }>(STRANDED_EVENTS)).rows;
  for (const { id } of events)
    await enqueue(pool, 'process-provider-events', { eventIds: [id] }, { key: `event:${id}` });
  type Known = { workspaceId: string; providerMessageId: string; messageId: string };
  for (const known of (await pool.query<Known>(KNOWN_BY_NOW)).rows) {
    await inTransaction(pool, (tx) => applyParkedStatuses(tx, known));
  }
  type Changed = { workspaceId: string; providerMessageId: string };
  for (const changed of (await pool.query<Changed>(CHANGES_KNOWN_BY_NOW)).rows) {
    await inTransaction(pool, (tx) => applyParkedChanges(tx, changed, changed.providerMessageId));
  }
};
