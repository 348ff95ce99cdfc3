import sharp from 'sharp';
import type { PictureEntry } from './list-media.ts';
import { SCENES } from './scenes.ts';

/** Renders the scene of that key to JPEG, PNG or WebP bytes at the entry's size. Throws for an unknown key. */
export async function drawPicture(key: string, entry: PictureEntry): Promise<Uint8Array> {
  const scene = SCENES[key];
  if (!scene) throw new Error(`no scene named ${key}`);
  const { width, height } = entry;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${scene(width, height)}</svg>`;
  const image = sharp(Buffer.from(svg));
  if (entry.mimeType === 'image/png') return image.png({ compressionLevel: 9, palette: true }).toBuffer();
  if (entry.mimeType === 'image/webp') return image.webp({ quality: 88 }).toBuffer();
  return image.jpeg({ quality: 78 }).toBuffer();
}
