import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** What the thread is given and what it hands back; null when it is no picture we can read, or too large a one. */
export type HeicAsked = { bytes: Uint8Array; maxPixels: number };
export type HeicPixels = { width: number; height: number; rgba: Uint8ClampedArray } | null;

type HeifImage = {
  get_width: () => number;
  get_height: () => number;
  is_primary: () => boolean;
  display: (into: Drawn, done: (drawn: Drawn | null) => void) => void;
};
type Drawn = { data: Uint8ClampedArray; width: number; height: number };
type Libheif = { HeifDecoder: new () => { decode: (bytes: Uint8Array) => HeifImage[] } };

// It comes without types and as CommonJS.
const { HeifDecoder } = createRequire(import.meta.url)('libheif-js/wasm-bundle') as Libheif;

async function readPixels({ bytes, maxPixels }: HeicAsked): Promise<HeicPixels> {
  const images = new HeifDecoder().decode(bytes);
  const image = images.find((one) => one.is_primary()) ?? images[0];
  if (!image) return null;
  const [width, height] = [image.get_width(), image.get_height()];
  // Its size is known before a single pixel is drawn.
  if (!(width > 0 && height > 0 && width * height <= maxPixels)) return null;
  const blank = { data: new Uint8ClampedArray(width * height * 4), width, height };
  const drawn = await new Promise<Drawn | null>((done) => image.display(blank, done));
  return drawn && { width, height, rgba: drawn.data };
}

const pixels = await readPixels(workerData as HeicAsked);
parentPort?.postMessage(pixels, pixels ? [pixels.rgba.buffer as ArrayBuffer] : []);
