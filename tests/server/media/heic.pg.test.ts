import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { readWhole } from '#server/media/blob-store.ts';
import { readHeic } from '#server/media/read-heic.ts';
import { sniffType } from '#server/media/sniff-type.ts';
import { storeMedia } from '#server/media/store-media.ts';
import { uuidv7 } from '#server/new-id.ts';
import { contentDesk } from '../../support/content-desk.ts';
import { heicClaiming, SMALL_HEIC } from '../../support/small-heic.ts';

const desk = contentDesk();

async function receive(bytes: Uint8Array) {
  const { db, t, shop } = desk;
  const id = uuidv7();
  const [message] = await db.rows<{ id: string }>('select id from message limit 1');
  await db.pool.query(
    `insert into media (id, workspace_id, message_id, mime_type) values ($1, $2, $3, 'image/heic')`,
    [id, shop.id, message!.id],
  );
  const stored = await storeMedia(
    { tx: db.pool, blobs: t.blobs },
    { id, workspaceId: shop.id, messageId: message!.id, claimedType: 'image/heic', bytes },
  );
  return { ...stored, key: `${shop.id}/${id}` };
}

describe('a picture from an iPhone', () => {
  it('is shown: its preview is a picture every browser reads', async () => {
    const { key, ...stored } = await receive(SMALL_HEIC);
    expect(stored).toEqual({
      mimeType: 'image/heic',
      sizeBytes: SMALL_HEIC.length,
      hasThumbnail: true,
      width: 64,
      height: 48,
    });
    const preview = await readWhole(desk.t.blobs, `${key}-thumb`);
    const { format, width, height } = await sharp(preview).metadata();
    expect({ format, width, height }).toEqual({ format: 'webp', width: 64, height: 48 });
    const { data } = await sharp(preview).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    expect([data[0]! > 200, data[2]! < 60]).toEqual([true, true]);
  });

  it.each([
    ['broken off half way', SMALL_HEIC.subarray(0, 300)],
    [
      'of nonsense after an honest beginning',
      Buffer.concat([SMALL_HEIC.subarray(0, 28), Buffer.alloc(4_000, 0xa5)]),
    ],
    ['that claims to be 60,000 wide and high', heicClaiming(60_000)],
    ['that claims to be 6,000 wide and high', heicClaiming(6_000)],
  ])('%s stays a file to download, and the next one is read', async (_, bytes) => {
    expect(await receive(bytes)).toMatchObject({ mimeType: 'image/heic', hasThumbnail: false });
    expect(await receive(SMALL_HEIC)).toMatchObject({ hasThumbnail: true });
  });

  it('that takes too long is given up, and the next one is read', async () => {
    expect(await readHeic(SMALL_HEIC, { timeoutMs: 1 })).toBeNull();
    expect(await readHeic(SMALL_HEIC)).toMatchObject({ width: 64, height: 48 });
  });

  it('with more pixels than may be is not drawn', async () => {
    expect(await readHeic(SMALL_HEIC, { maxPixels: 64 * 48 - 1 })).toBeNull();
    expect(await readHeic(SMALL_HEIC, { maxPixels: 64 * 48 })).not.toBeNull();
  });

  it('is known by any of the names it goes by, and not taken for a film', () => {
    const box = (...brands: string[]) => {
      const bytes = Buffer.from(`\0\0\0\0ftyp${brands[0]}\0\0\0\0${brands.slice(1).join('')}moov`, 'latin1');
      bytes.writeUInt32BE(16 + 4 * (brands.length - 1));
      return bytes;
    };
    for (const brand of ['heic', 'heix', 'hevc', 'mif1'])
      expect(sniffType(box(brand), '')).toBe('image/heic');
    expect(sniffType(box('mif1', 'mif1', 'avif'), '')).toBe('image/avif');
    expect(sniffType(box('isom', 'isom', 'mp41'), '')).toBe('video/mp4');
    expect(sniffType(Buffer.from('\0\0\0\u0018ftyp', 'latin1'), 'video/mp4')).toBe('video/mp4');
  });
});
