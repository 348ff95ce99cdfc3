import { Worker } from 'node:worker_threads';
import type { HeicAsked, HeicPixels } from './heic-worker.ts';

const MAX_BYTES = 40 * 1024 * 1024;
/** A phone of today takes 24 million. */
const MAX_PIXELS = 26_000_000;
const TIMEOUT_MS = 40_000;
const HEAP_MB = 192;

let before: Promise<unknown> = Promise.resolve();

/**
 * The pixels of an iPhone's picture, or null. Read in a thread of its own that is ended when it takes too long, holds too
 * much or breaks, one picture at a time: whatever somebody sends, the process that asked goes on.
 */
export function readHeic(
  bytes: Uint8Array,
  { maxPixels = MAX_PIXELS, timeoutMs = TIMEOUT_MS } = {},
): Promise<HeicPixels> {
  if (bytes.length > MAX_BYTES) return Promise.resolve(null);
  const read = before.then(() => readInThread({ bytes, maxPixels }, timeoutMs));
  before = read;
  return read;
}

function readInThread(asked: HeicAsked, timeoutMs: number): Promise<HeicPixels> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./heic-worker.ts', import.meta.url), {
      workerData: asked,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      // What the decoder has to say about a broken file is nobody's news.
      stdout: true,
      stderr: true,
    });
    const end = (pixels: HeicPixels) => {
      clearTimeout(timer);
      resolve(pixels);
      void worker.terminate();
    };
    const timer = setTimeout(() => end(null), timeoutMs);
    worker.once('message', (pixels: HeicPixels) => end(pixels));
    worker.once('error', () => end(null));
    worker.once('exit', () => end(null));
  });
}
