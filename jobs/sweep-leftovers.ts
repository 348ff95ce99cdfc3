import { dropUploads } from '#server/media/drop-uploads.ts';
import type { Handler } from './job-deps.ts';

/** Files that were attached and never sent, and send buckets that have long been full again. */
export const sweepLeftovers: Handler<'sweep-leftovers'> = async (_, { pool, blobs, now }) => {
  await dropUploads({ pool, blobs }, now());
  await pool.query(
    `delete from send_bucket where filled_at < to_timestamp($1::float8 / 1000) - interval '1 hour'`,
    [now()],
  );
};
