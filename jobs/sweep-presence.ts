import { REPLY_LEASE_MS } from '#schema/domain/reply-lease.ts';
import { sweepSilent } from '#server/presence/keep-presence.ts';
import type { Handler } from './handlers.ts';

/** Removes presence and reply leases of tabs that ended without saying so. Readers ignore a lease that ran out. */
export const sweepPresence: Handler<'sweep-presence'> = async (_, { pool, now }) => {
  await sweepSilent(pool, now());
  await pool.query('delete from reply_lease where expires_at < to_timestamp($1::float8 / 1000)', [
    now() - REPLY_LEASE_MS,
  ]);
};
