import { Hono } from 'hono';
import type { Pool } from 'pg';
import { cleanFileName } from '#schema/domain/clean-file-name.ts';
import { isCardFile } from '#schema/domain/read-shared-card.ts';
import { canManage } from '#schema/permissions.ts';
import type { WhoIsAsking } from '../auth/who-is-asking.ts';
import { uuidv7 } from '../new-id.ts';
import type { BlobStore } from './blob-store.ts';
import { isInlineType } from './sniff-type.ts';

type Line = {
  mimeType: string;
  fileName: string | null;
  storageKey: string;
  thumbnailKey: string | null;
  messageId: string | null;
};

const FIND = `
  select md.mime_type as "mimeType", md.file_name as "fileName", md.storage_key as "storageKey", md.thumbnail_key as "thumbnailKey",
    md.message_id as "messageId"
  from media md left join message m on m.id = md.message_id left join conversation c on c.id = m.conversation_id
  where md.id = $1 and md.workspace_id = $2 and md.state = 'stored' and ($3::uuid[] is null or c.inbox_id = any ($3))`;

// Somebody who takes the cards away has seen the numbers in them: it is written down like a look.
const LOOK = `
  insert into number_look (id, workspace_id, member_id, message_id, way, at)
  values ($1, $2, $3, $4, 'file', to_timestamp($5::float8 / 1000))`;

/**
 * Files of messages, behind the session: the asker must be able to see the conversation they hang in, and of a file of
 * contact cards the numbers too.
 */
export function createMediaApp({
  pool,
  blobs,
  whoIsAsking,
  now,
}: {
  pool: Pool;
  blobs: BlobStore;
  whoIsAsking: WhoIsAsking;
  now: () => number;
}): Hono {
  const app = new Hono();

  app.get('/:id', async (c) => {
    const ctx = await whoIsAsking(c.req.raw.headers);
    if (!ctx) return c.json({ code: 'not_signed_in' }, 401);
    const id = c.req.param('id');
    if (!/^[0-9a-f-]{36}$/.test(id)) return c.json({ code: 'not_found' }, 404);
    const inboxIds = ctx.inboxIds === 'all' ? null : [...ctx.inboxIds];
    const media = (await pool.query<Line>(FIND, [id, ctx.workspaceId, inboxIds])).rows[0];
    if (!media) return c.json({ code: 'not_found' }, 404);
    const isCard = isCardFile(media);
    if (isCard && !canManage(ctx)) return c.json({ code: 'forbidden' }, 403, { 'cache-control': 'no-store' });
    const isThumbnail = c.req.query('size') === 'thumb' && media.thumbnailKey !== null;
    const key = isThumbnail ? media.thumbnailKey! : media.storageKey;
    const size = await blobs.size(key);
    if (size === null) return c.json({ code: 'not_found' }, 404);
    const mimeType = isThumbnail ? 'image/webp' : media.mimeType;
    const headers: Record<string, string> = {
      'content-type': mimeType,
      'content-disposition': disposition(
        isInlineType(mimeType) && c.req.query('download') === undefined,
        media.fileName,
      ),
      // Whoever uses this browser next may be one who may not see numbers.
      'cache-control': isCard ? 'no-store' : 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': isCard ? 'none' : 'bytes',
    };
    // Cards are given whole, so that no part of them can be had without a look.
    const range = isCard ? null : parseRange(c.req.header('range'), size);
    if (range === 'unsatisfiable') return c.body(null, 416, { 'content-range': `bytes */${size}` });
    if (isCard && media.messageId !== null)
      await pool.query(LOOK, [uuidv7(), ctx.workspaceId, ctx.memberId, media.messageId, now()]);
    if (range) {
      headers['content-range'] = `bytes ${range.start}-${range.end}/${size}`;
      headers['content-length'] = String(range.end - range.start + 1);
      return c.body(blobs.read(key, range), 206, headers);
    }
    headers['content-length'] = String(size);
    return c.body(blobs.read(key), 200, headers);
  });

  return app;
}

/** One byte range of a `Range` header; null when there is none that we serve in part. */
export function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return null;
  const start = match[1] === '' ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === '' || match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}

function disposition(isInline: boolean, fileName: string | null): string {
  const kind = isInline ? 'inline' : 'attachment';
  const name = cleanFileName(fileName ?? '');
  return name ? `${kind}; filename*=UTF-8''${encodeURIComponent(name)}` : kind;
}
