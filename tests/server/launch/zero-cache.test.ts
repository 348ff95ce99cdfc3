import { describe, expect, it } from 'vitest';
import { buildZeroCacheEnv } from '#server/launch/zero-cache.ts';

const OPTIONS = {
  databaseUrl: 'postgres://localhost/kazi',
  port: 1,
  changeStreamerPort: 2,
  webUrl: 'http://127.0.0.1:3',
  apiKey: 'key',
  adminPassword: 'word',
  replicaFile: '/tmp/replica.db',
  logLevel: 'warn',
};

describe('what the sync engine is told', () => {
  it('somebody who was removed is cut off within a minute: it asks again who they are, and what they may see', () => {
    const env = buildZeroCacheEnv(OPTIONS);
    expect(Number(env['ZERO_AUTH_REVALIDATE_INTERVAL_SECONDS'])).toBeLessThanOrEqual(60);
    expect(Number(env['ZERO_AUTH_RETRANSFORM_INTERVAL_SECONDS'])).toBeLessThanOrEqual(60);
  });

  it('an operator decides matters of size, and never lets tables out or writes in past us', () => {
    const env = buildZeroCacheEnv(OPTIONS, {
      ZERO_NUM_SYNC_WORKERS: '4',
      ZERO_APP_PUBLICATIONS: 'everything',
      ZERO_ENABLE_CRUD_MUTATIONS: 'true',
      ZERO_QUERY_URL: 'https://evil.example',
    });
    expect(env).toMatchObject({
      ZERO_NUM_SYNC_WORKERS: '4',
      ZERO_APP_PUBLICATIONS: 'zero_kazi',
      ZERO_ENABLE_CRUD_MUTATIONS: 'false',
      ZERO_QUERY_URL: 'http://127.0.0.1:3/api/zero/query',
    });
  });
});
