import type { Pool, PoolClient } from 'pg';

const RETRYABLE = new Set(['40001', '40P01', '55P03']);
const ATTEMPTS = 5;

/** Did the database only ask us to try again (deadlock, serialization, lock time-out)? */
export function isTransient(error: unknown): boolean {
  return RETRYABLE.has(String((error as { code?: unknown } | null)?.code));
}

/**
 * Is the database itself in trouble (away, shutting down, its disk full) rather than unhappy with what it was told?
 * A disk that is full by quota, or that fails, it reports as an internal error (XX).
 */
export function isOutage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return error instanceof Error && /connection|timeout/i.test(error.message);
  return /^(08|53|57|58|XX)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT)/.test(code);
}

/** Runs `work` again while the database says "try again", with a short growing pause. Everything else is thrown. */
export async function retryTransient<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error) || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, attempt * attempt * 5));
    }
  }
}

/** One transaction: committed when `work` returns, rolled back when it throws, run again when the database asks. */
export async function inTransaction<T>(pool: Pool, work: (tx: PoolClient) => Promise<T>): Promise<T> {
  return retryTransient(async () => {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((fault: Error) => (broken = fault));
      throw error;
    } finally {
      client.release(broken);
    }
  });
}
