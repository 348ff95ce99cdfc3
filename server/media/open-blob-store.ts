import { join } from 'node:path';
import type { Env } from '../env.ts';
import { createDiskStore } from './blob-store.ts';
import type { BlobStore } from './blob-store.ts';
import { createS3Store } from './s3-store.ts';

/** The store the settings name: a bucket, or a folder of DATA_DIR. */
export function openBlobStore({ s3, dataDir }: Pick<Env, 's3' | 'dataDir'>): BlobStore {
  return s3 ? createS3Store(s3) : createDiskStore(join(dataDir, 'media'));
}
