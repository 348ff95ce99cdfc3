import type { Pool } from 'pg';
import type { BlobStore } from './blob-store.ts';

const OLD = `
  delete from media where id in (
    select id from media where message_id is null
      and created_at < to_timestamp($1::float8 / 1000) - interval '24 hours' limit 200 for update skip locked)
  returning storage_key as "storageKey", thumbnail_key as "thumbnailKey"`;

/** Lets go of files that were brought a day ago and never sent. `now`: instant in ms. Returns how many. */
export async function dropUploads(
  { pool, blobs }: { pool: Pool; blobs: BlobStore },
  now: number,
): Promise<number> {
  const dropped = await pool.query<{ storageKey: string | null; thumbnailKey: string | null }>(OLD, [now]);
  for (const { storageKey, thumbnailKey } of dropped.rows) {
    for (const key of [storageKey, thumbnailKey]) if (key !== null) await blobs.remove(key);
  }
  return dropped.rows.length;
}
