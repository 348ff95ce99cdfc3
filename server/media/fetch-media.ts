import type { Pool } from 'pg';
import { downloadMedia } from '../providers/whatsapp/media.ts';
import { enqueue } from '../queue.ts';
import type { Queryable } from '../queue.ts';
import type { SecretBox } from '../secret-box.ts';
import type { BlobStore } from './blob-store.ts';
import { failMedia, storeMedia } from './store-media.ts';

type Line = {
  workspaceId: string;
  messageId: string | null;
  providerMediaId: string;
  mimeType: string;
  phoneNumberId: string;
  sealed: string;
  isOld: boolean;
};

const LOAD = `
  select md.workspace_id as "workspaceId", md.message_id as "messageId", md.provider_media_id as "providerMediaId", md.mime_type as "mimeType",
    ch.phone_number_id as "phoneNumberId", s.access_token_sealed as sealed,
    md.created_at < now() - interval '180 hours' as "isOld"
  from media md join channel ch on ch.id = md.channel_id join channel_secret s on s.channel_id = ch.id
  where md.id = $1 and md.state <> 'stored'`;

const MAX_BYTES = 100 * 1024 * 1024;
const TIMEOUT_MS = 60_000;

const WAITING = `select id from media where channel_id = $1 and state = 'pending' and provider_media_id is not null order by id`;

/** The bell for one file; rung again, it rings anew and not twice. */
export async function ringForMedia(tx: Queryable, mediaId: string): Promise<void> {
  await enqueue(tx, 'fetch-media', { mediaId }, { key: `media:${mediaId}` });
}

/** Asks at once for all files of a number that wait for a better time. */
export async function askForWaiting(tx: Queryable, channelId: string): Promise<void> {
  const waiting = await tx.query<{ id: string }>(WAITING, [channelId]);
  for (const { id } of waiting.rows) await ringForMedia(tx, id);
}

/** Brings one file home from the provider. Returns false when it is worth trying again later. */
export async function fetchMedia(
  { pool, blobs, secretBox, apiUrl }: { pool: Pool; blobs: BlobStore; secretBox: SecretBox; apiUrl: string },
  mediaId: string,
): Promise<boolean> {
  const line = (await pool.query<Line>(LOAD, [mediaId])).rows[0];
  if (!line) return true;
  const outcome = await downloadMedia(
    { apiUrl, accessToken: secretBox.open(line.sealed), timeoutMs: TIMEOUT_MS },
    { providerMediaId: line.providerMediaId, phoneNumberId: line.phoneNumberId, maxBytes: MAX_BYTES },
  );
  if (outcome.kind === 'downloaded') {
    const { workspaceId, messageId } = line;
    const claimedType = outcome.mimeType ?? line.mimeType;
    await storeMedia(
      { tx: pool, blobs },
      { id: mediaId, workspaceId, messageId, claimedType, bytes: outcome.bytes },
    );
    return true;
  }
  if (outcome.kind === 'tooLarge' || outcome.kind === 'gone') {
    await failMedia(pool, { id: mediaId, failure: outcome.kind });
    return true;
  }
  if (outcome.kind === 'refused' && !['retry', 'throttle', 'config'].includes(outcome.classification.class)) {
    await failMedia(pool, { id: mediaId, failure: outcome.classification.key });
    return true;
  }
  // Meta keeps a file for seven days.
  if (line.isOld) {
    await failMedia(pool, { id: mediaId, failure: 'gone' });
    return true;
  }
  return false;
}
