import { beforeEach, describe, expect, it } from 'vitest';
import { readWhole } from '#server/media/blob-store.ts';
import type { BlobStore } from '#server/media/blob-store.ts';
import { createS3Store } from '#server/media/s3-store.ts';
import { startFakeS3, S3_KEYS } from '../../support/fake-s3.ts';
import type { FakeS3 } from '../../support/fake-s3.ts';

let s3: FakeS3;
let store: BlobStore;
const FILE = Buffer.from('risiti ya duka la mfano');
const open = (over: object = {}) =>
  createS3Store({
    ...S3_KEYS,
    endpoint: s3.endpoint,
    bucket: 'duka',
    isPathStyle: true,
    pauseMs: 1,
    ...over,
  });

beforeEach(async () => {
  s3 = await startFakeS3();
  store = open();
  return () => s3.close();
});

describe('media in an S3-compatible store', () => {
  it('is put, measured, read whole and in part, and removed, every call signed', async () => {
    await store.put('w1/f1', FILE);
    expect([...s3.objects.keys()]).toEqual(['/duka/w1/f1']);
    expect(await store.size('w1/f1')).toBe(FILE.length);
    expect(Buffer.from(await readWhole(store, 'w1/f1'))).toEqual(FILE);
    const part = await new Response(store.read('w1/f1', { start: 7, end: 8 })).text();
    expect(part).toBe('ya');
    await store.remove('w1/f1');
    expect(await store.size('w1/f1')).toBeNull();
    await store.remove('w1/f1');
  });

  it('a wrong secret is told as what it is and never as a missing file', async () => {
    const wrong = open({ secretAccessKey: 'siri-ya-jirani' });
    await expect(wrong.put('w1/f1', FILE)).rejects.toThrow('PUT w1/f1: answered 403');
    await expect(wrong.size('w1/f1')).rejects.toThrow('403');
    expect(s3.objects.size).toBe(0);
    await expect(wrong.size('w1/f1')).rejects.not.toThrow(/siri|AKID/);
  });

  it('a store that is busy for a moment is asked again, one that stays so is an error', async () => {
    s3.failNext(503, 2);
    await store.put('w1/f1', FILE);
    expect(s3.calls).toHaveLength(3);
    s3.failNext(503, 3);
    await expect(store.size('w1/f1')).rejects.toThrow('503');
  });

  it('a file that is not there breaks its stream', async () => {
    await expect(readWhole(store, 'w1/none')).rejects.toThrow();
  });

  it('whoever stops reading half way costs nobody anything', async () => {
    await store.put('w1/large', Buffer.alloc(4 * 1024 * 1024, 7));
    const reader = store.read('w1/large').getReader();
    await reader.read();
    await reader.cancel();
    expect(await store.size('w1/large')).toBe(4 * 1024 * 1024);
  });

  it('keys are ours: no sender’s words reach an address', async () => {
    for (const key of ['../x', '/x', 'a//b', 'W1/F', 'a b']) {
      await expect(store.put(key, FILE)).rejects.toThrow('blob key');
    }
    expect(s3.calls).toEqual([]);
  });

  it('the bucket can stand in the host’s name', async () => {
    let asked = '';
    const inHost = open({
      endpoint: 'https://s3.example.com',
      isPathStyle: false,
      fetch: (url: URL) => {
        asked = String(url);
        return Promise.resolve(new Response(null, { status: 404 }));
      },
    });
    expect(await inHost.size('w1/f1')).toBeNull();
    expect(asked).toBe('https://duka.s3.example.com/w1/f1');
  });
});
