import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { mendText } from '#schema/domain/mend-text.ts';
import { readVcards } from '#schema/domain/read-vcard.ts';
import type { ContactCard } from '#schema/domain/read-vcard.ts';
import type { Queryable } from '../queue.ts';
import type { BlobStore } from './blob-store.ts';
import { readHeic } from './read-heic.ts';
import { sniffType } from './sniff-type.ts';

/** What a bubble needs to know about its file. Lives in `message.media`, so that a thread reads one table. */
export type MessageMediaState = {
  id: string;
  state: 'pending' | 'stored' | 'failed';
  mimeType: string;
  fileName: string | null;
  sizeBytes?: number;
  width?: number;
  height?: number;
  durationMs?: number;
  waveform?: number[];
  hasThumbnail?: boolean;
  isAnimated?: boolean;
  /** Of a contact file: who is in it. */
  cards?: ContactCard[];
  failure?: string;
};

const THUMBNAIL_PX = 480;
const HEIC_PREVIEW_PX = 1_600;
const MAX_PIXELS = 60_000_000;

/** What a file turned out to be. */
export type StoredMedia = {
  mimeType: string;
  sizeBytes: number;
  hasThumbnail: boolean;
  width?: number;
  height?: number;
  cards?: ContactCard[];
};

/** Puts a file in the store with a thumbnail when it is a picture, and tells its bubble if it has one. */
export async function storeMedia(
  { tx, blobs }: { tx: Queryable; blobs: BlobStore },
  media: {
    id: string;
    workspaceId: string;
    messageId: string | null;
    claimedType: string;
    bytes: Uint8Array;
    extra?: Partial<MessageMediaState>;
  },
): Promise<StoredMedia> {
  const { id, workspaceId, messageId, bytes } = media;
  const mimeType = sniffType(bytes, media.claimedType);
  const key = `${workspaceId}/${id}`;
  await blobs.put(key, bytes);
  const picture = await makePreview(bytes, mimeType);
  if (picture) await blobs.put(`${key}-thumb`, picture.thumbnail);
  await tx.query(
    `update media set state = 'stored', mime_type = $2, size_bytes = $3, sha256 = $4, storage_key = $5, thumbnail_key = $6, width = $7, height = $8 where id = $1`,
    [
      id,
      mimeType,
      bytes.length,
      createHash('sha256').update(bytes).digest('hex'),
      key,
      picture ? `${key}-thumb` : null,
      picture?.width ?? null,
      picture?.height ?? null,
    ],
  );
  const stored: StoredMedia = {
    mimeType,
    sizeBytes: bytes.length,
    hasThumbnail: picture !== null,
    ...(picture && { width: picture.width, height: picture.height }),
    ...(mimeType === 'text/vcard' && { cards: readVcards(mendText(new TextDecoder().decode(bytes))) }),
  };
  if (!messageId) return stored;
  const state: Partial<MessageMediaState> = { state: 'stored', ...stored, ...media.extra };
  await tx.query(
    `update message set media = coalesce(media, '{}'::jsonb) || $2::jsonb where id = $1 and deleted_at is null`,
    [messageId, JSON.stringify(state)],
  );
  return stored;
}

/** The bubble says that its file could not be had, and why. */
export async function failMedia(
  tx: Queryable,
  { id, failure }: { id: string; failure: string },
): Promise<void> {
  await tx.query(`update media set state = 'failed' where id = $1`, [id]);
  await tx.query(
    `update message set media = media || jsonb_build_object('state', 'failed', 'failure', $2::text)
     where id = (select message_id from media where id = $1) and media is not null`,
    [id, failure],
  );
}

type Preview = { thumbnail: Uint8Array; width: number; height: number };

async function makePreview(bytes: Uint8Array, mimeType: string): Promise<Preview | null> {
  if (mimeType === 'image/heic') return makeHeicPreview(bytes);
  return mimeType.startsWith('image/') ? makeThumbnail(bytes) : null;
}

/** No browser but Apple's shows such a picture, so its preview is also what one looks at in full. */
async function makeHeicPreview(bytes: Uint8Array): Promise<Preview | null> {
  const pixels = await readHeic(bytes);
  if (!pixels) return null;
  const { width, height, rgba } = pixels;
  const thumbnail = await sharp(rgba, { raw: { width, height, channels: 4 } })
    .resize(HEIC_PREVIEW_PX, HEIC_PREVIEW_PX, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 74 })
    .toBuffer();
  return { thumbnail, width, height };
}

async function makeThumbnail(bytes: Uint8Array): Promise<Preview | null> {
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' }).rotate();
    const {
      width = 0,
      height = 0,
      orientation = 1,
    } = await sharp(bytes, { limitInputPixels: MAX_PIXELS }).metadata();
    const thumbnail = await image
      .resize(THUMBNAIL_PX, THUMBNAIL_PX, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 74 })
      .toBuffer();
    const isTurned = orientation >= 5;
    return { thumbnail, width: isTurned ? height : width, height: isTurned ? width : height };
  } catch {
    // Not a picture after all, or one made to exhaust us: it stays a file.
    return null;
  }
}
