import { PRESENCE_TIMEOUT_MS } from '#schema/domain/presence-fresh.ts';
import type { Handler } from './handlers.ts';

/** Removes the presence of tabs that ended without saying so. Readers ignored them already. */
export const sweepPresence: Handler<'sweep-presence'> = async (_, { pool, now }) => {
  await pool.query('delete from presence where seen_at < to_timestamp($1::float8 / 1000)', [
    now() - 2 * PRESENCE_TIMEOUT_MS,
  ]);
};
