import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { processProviderEvent } from '#server/inbound/process-provider-event.ts';
import type { ProcessedEvent } from '#server/inbound/process-provider-event.ts';

/** When it came, in ms; now, where nothing is said. */
type Received = { receivedAt?: number };

/** Puts a body in the journal as the webhook would, without the webhook. Returns the row's id. */
export async function storeEvent(pool: Pool, body: string, { receivedAt }: Received = {}): Promise<string> {
  const bytes = Buffer.from(body, 'utf8');
  const stored = await pool.query<{ id: string }>(
    `insert into provider_event (provider, body_hash, body, received_at)
     values ('whatsapp', $1, $2, coalesce(to_timestamp($3::float8 / 1000), now())) returning id::text`,
    [createHash('sha256').update(bytes).digest(), bytes, receivedAt ?? null],
  );
  return stored.rows[0]!.id;
}

/** Stores a body and gives it its meaning at once. */
export async function happen(pool: Pool, body: string, received: Received = {}): Promise<ProcessedEvent> {
  return processProviderEvent(pool, await storeEvent(pool, body, received));
}
