import type { Pool } from 'pg';
import { isOutage } from './in-transaction.ts';

const AGAIN_MS = 500;

/**
 * Resolves once the database answers. A program that would rather die while it is away is started again later and later,
 * and so comes back long after the database has. `onAway` hears of the first failure. What is no outage, a wrong
 * password for one, is thrown.
 */
export async function waitForDatabase(pool: Pool, onAway: (error: unknown) => void): Promise<void> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      await pool.query('select 1');
      return;
    } catch (error) {
      if (!isOutage(error)) throw error;
      if (isFirst) onAway(error);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
