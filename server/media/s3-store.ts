import { callS3 } from '../providers/s3/call-s3.ts';
import type { S3Access } from '../providers/s3/call-s3.ts';
import { assertBlobKey } from './blob-store.ts';
import type { BlobStore } from './blob-store.ts';

/** Files as objects of one bucket. A file is there whole or not at all: the store sees to it. */
export function createS3Store(access: S3Access): BlobStore {
  return {
    async put(key, bytes) {
      assertBlobKey(key);
      const answer = await callS3(access, { method: 'PUT', key, bytes });
      if (answer === null) throw new Error('the bucket of S3_BUCKET is not there');
      await answer.body?.cancel();
    },
    async size(key) {
      assertBlobKey(key);
      const answer = await callS3(access, { method: 'HEAD', key });
      const length = answer?.headers.get('content-length') ?? null;
      return length === null ? null : Number(length);
    },
    read(key, range) {
      assertBlobKey(key);
      // The caller wants a stream at once; it begins to flow when the store has answered.
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      void callS3(access, { method: 'GET', key, ...(range && { range }) }).then(
        (answer) => {
          if (answer === null) return writable.abort(new Error(`no such file: ${key}`)).catch(ignore);
          if (answer.body === null) return writable.close().catch(ignore);
          return answer.body.pipeTo(writable).catch(ignore);
        },
        (fault: unknown) => writable.abort(fault).catch(ignore),
      );
      return readable;
    },
    async remove(key) {
      assertBlobKey(key);
      const answer = await callS3(access, { method: 'DELETE', key });
      await answer?.body?.cancel();
    },
  };
}

/** Whoever reads the stream is told; here is nobody else to tell. */
function ignore(): void {
  return undefined;
}
