import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { uuidv7 } from '../new-id.ts';

/** Where files live. Keys are ours, never a sender's words. */
export type BlobStore = {
  put: (key: string, bytes: Uint8Array) => Promise<void>;
  size: (key: string) => Promise<number | null>;
  /** Bytes `start` to `end`, both included. */
  read: (key: string, range?: { start: number; end: number }) => ReadableStream<Uint8Array>;
  /** Gone is gone: a key that is not there is no error. */
  remove: (key: string) => Promise<void>;
};

const KEY = /^[a-z0-9][a-z0-9/-]{0,120}$/;

/** Throws for a key of a shape we never make: it would be a path or an address of somebody else's. */
export function assertBlobKey(key: string): void {
  if (!KEY.test(key) || key.includes('//')) throw new Error('a blob key of a shape we never make');
}

/** Files under one folder; written beside and renamed, so that a half-written file is never served. */
export function createDiskStore(folder: string): BlobStore {
  const pathOf = (key: string) => {
    assertBlobKey(key);
    return join(folder, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const beside = `${path}.${uuidv7()}`;
      await writeFile(beside, bytes);
      await rename(beside, path);
    },
    size: (key) =>
      stat(pathOf(key)).then(
        (s) => s.size,
        () => null,
      ),
    read: (key, range) => Readable.toWeb(createReadStream(pathOf(key), range)) as ReadableStream<Uint8Array>,
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

/** The whole file in memory; throws when it is not there. */
export async function readWhole(blobs: BlobStore, key: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(blobs.read(key)).arrayBuffer());
}
