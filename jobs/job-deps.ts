import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { BlobStore } from '#server/media/blob-store.ts';
import type { SendPush } from '#server/providers/push/send-push.ts';
import type { JobName, JobPayload } from '#server/queue.ts';
import type { SecretBox } from '#server/secret-box.ts';

/** What a job may use. Handed in, so that a test runs a handler with a clock and a provider of its own. */
export type JobDeps = {
  pool: Pool;
  blobs: BlobStore;
  secretBox: SecretBox;
  whatsappApiUrl: string;
  /** How a device is reached, and whom its push service may write to about us. */
  push: { send: SendPush; contact: string };
  /** How many days an understood event is kept. */
  journalRetentionDays: number;
  log: Logger;
  now: () => number;
  /** This workspace's conversations changed: its live counts should follow. */
  markChanged: (workspaceId: string) => void;
};

export type Handler<N extends JobName> = (payload: JobPayload<N>, deps: JobDeps) => Promise<void>;
