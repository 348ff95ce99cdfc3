import { PRESENCE_TIMEOUT_MS } from '#schema/domain/presence-fresh.ts';
import { REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';
import type { Handler } from './handlers.ts';

/** Removes presence and reply leases of tabs that ended without saying so. Readers ignored them already. */
export const sweepPresence: Handler<'sweep-presence'> = async (_, { pool, now }) => {
  await pool.query('delete from presence where seen_at < to_timestamp($1::float8 / 1000)', [
    now() - 2 * PRESENCE_TIMEOUT_MS,
  ]);
  await pool.query('delete from reply_lease where expires_at < to_timestamp($1::float8 / 1000)', [
    now() - REPLY_LEASE_MS,
  ]);
};
