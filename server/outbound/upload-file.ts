import type { Pool } from 'pg';
import { readWhole } from '../media/blob-store.ts';
import type { BlobStore } from '../media/blob-store.ts';
import { uploadMedia } from '../providers/whatsapp/media.ts';
import type { SendOutcome } from '../providers/whatsapp/send-message.ts';
import type { SecretBox } from '../secret-box.ts';

type Line = {
  mediaId: string;
  mimeType: string;
  fileName: string | null;
  storageKey: string;
  phoneNumberId: string;
  sealed: string;
};

const LOAD = `
  select md.id as "mediaId", md.mime_type as "mimeType", md.file_name as "fileName", md.storage_key as "storageKey",
    ch.phone_number_id as "phoneNumberId", s.access_token_sealed as sealed
  from media md join message m on m.id = md.message_id join conversation c on c.id = m.conversation_id
    join channel ch on ch.id = c.channel_id join channel_secret s on s.channel_id = ch.id
  where md.message_id = $1 and md.state = 'stored'`;

const TIMEOUT_MS = 90_000;
/** What WhatsApp takes no such type for, it takes as what it is underneath. */
const CALLED: Record<string, string> = {
  'text/csv': 'text/plain',
  'text/vcard': 'text/plain',
};

/**
 * Hands the file of a message to the provider before anything is claimed: a repeat costs a second copy there and nothing
 * else, so it may take its time and be tried again. Null when the provider has it, else how the send must end.
 */
export async function uploadFile(
  {
    pool,
    blobs,
    secretBox,
    apiUrl,
  }: { pool: Pool; blobs: BlobStore | undefined; secretBox: SecretBox; apiUrl: string },
  messageId: string,
): Promise<Exclude<SendOutcome, { kind: 'sent' }> | null> {
  const line = (await pool.query<Line>(LOAD, [messageId])).rows[0];
  const bytes = line && blobs ? await readWhole(blobs, line.storageKey).catch(() => null) : null;
  if (!line || !bytes) return lostFile();
  const outcome = await uploadMedia(
    {
      apiUrl,
      accessToken: secretBox.open(line.sealed),
      phoneNumberId: line.phoneNumberId,
      timeoutMs: TIMEOUT_MS,
    },
    { bytes, mimeType: CALLED[line.mimeType] ?? line.mimeType, fileName: line.fileName ?? 'file' },
  );
  if (outcome.kind === 'uploaded') {
    await pool.query('update media set provider_media_id = $2, provider_uploaded_at = now() where id = $1', [
      line.mediaId,
      outcome.providerMediaId,
    ]);
    return null;
  }
  // Whatever became of the copy, the message itself certainly did not leave.
  return outcome.kind === 'unknown' ? { kind: 'unavailable', reason: outcome.reason } : outcome;
}

function lostFile(): Exclude<SendOutcome, { kind: 'sent' }> {
  return {
    kind: 'refused',
    httpStatus: 0,
    code: null,
    title: null,
    details: 'the file is no longer in our store',
    classification: { class: 'bug', key: 'ourMediaRefused' },
    retryAfterMs: null,
  };
}
