import type { Pool } from 'pg';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobDeps } from '#jobs/job-deps.ts';
import { createDiskStore } from '#server/media/blob-store.ts';
import { quietLog } from './make-app.ts';
import { testSecretBox } from './make-workspace.ts';
import { SENT_AT } from './whatsapp-bodies.ts';

/** What a job may use, in a test: a still clock, a provider nobody answers at unless one is named, files in a folder of its own. */
export function makeJobDeps(pool: Pool, over: Partial<JobDeps> = {}): JobDeps {
  return {
    pool,
    blobs: createDiskStore(mkdtempSync(join(tmpdir(), 'kazi-media-'))),
    secretBox: testSecretBox,
    push: { send: () => Promise.resolve('sent'), contact: 'mailto:nobody@kazi.example' },
    whatsappApiUrl: 'http://127.0.0.1:9/v25.0',
    journalRetentionDays: 90,
    log: quietLog,
    now: () => SENT_AT,
    markChanged: () => undefined,
    ...over,
  };
}
