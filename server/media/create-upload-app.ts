import { Hono } from 'hono';
import type { Pool } from 'pg';
import { cleanFileName } from '#schema/domain/clean-file-name.ts';
import { LARGEST_FILE_BYTES, limitInWords, mediaFault, mediaKindOf } from '#schema/domain/media-limits.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { uuidv7 } from '../new-id.ts';
import type { BlobStore } from './blob-store.ts';
import { createPlaces, readLimited } from './read-upload.ts';
import { sniffType } from './sniff-type.ts';
import { storeMedia } from './store-media.ts';

const AT_ONCE = 4;

/**
 * `POST /`: one file of a member, before it is sent. The body is the file; `x-file-name` its name, percent-encoded (a
 * header no foreign page can send without being asked first); `content-type` what the browser takes it for; `?voice` for
 * a recording. Answers `{ id, kind, mimeType, fileName, sizeBytes, width, height, hasThumbnail }`, or 4xx with the code
 * and the limit.
 */
export function createUploadApp({
  pool,
  blobs,
  whoIsAsking,
}: {
  pool: Pool;
  blobs: BlobStore;
  whoIsAsking: WhoIsAsking;
}): Hono {
  const app = new Hono();
  const places = createPlaces(AT_ONCE);

  app.post('/', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    const fileName = nameOf(c.req.header('x-file-name'));
    if (fileName === null) return c.json({ code: 'invalid_input', field: 'x-file-name' }, 400);
    const leave = places.take(ctx.memberId);
    if (!leave) return c.json({ code: 'rate_limited' }, 429);
    try {
      const bytes = await readLimited(c.req.raw, LARGEST_FILE_BYTES);
      if (bytes === null) return c.json({ code: 'media_too_large', limit: limitInWords('document') }, 413);
      const mimeType = sniffType(bytes, c.req.header('content-type') ?? '');
      const kind = mediaKindOf(mimeType, { isVoice: c.req.query('voice') !== undefined });
      const fault = mediaFault({ kind, sizeBytes: bytes.length });
      if (fault === 'media_too_large') return c.json({ code: fault, limit: limitInWords(kind!) }, 413);
      if (fault) return c.json({ code: fault, mimeType }, 415);
      const id = uuidv7();
      await pool.query(
        `insert into media (id, workspace_id, mime_type, file_name, uploaded_by) values ($1, $2, $3, $4, $5)`,
        [id, ctx.workspaceId, mimeType, fileName, ctx.memberId],
      );
      const stored = await storeMedia(
        { tx: pool, blobs },
        { id, workspaceId: ctx.workspaceId, messageId: null, claimedType: mimeType, bytes },
      );
      return c.json({ id, kind, fileName, ...stored }, 201);
    } finally {
      leave();
    }
  });

  return app;
}

/** The name its owner gave it; null when there is none to speak of. */
function nameOf(header: string | undefined): string | null {
  if (header === undefined) return null;
  try {
    const name = cleanFileName(decodeURIComponent(header));
    return name === '' ? null : name;
  } catch {
    return null;
  }
}
