import type { Logger } from 'pino';
import type { Pool } from 'pg';
import type { BlobStore } from '#server/media/blob-store.ts';
import type { SendPush } from '#server/providers/push/send-push.ts';
import type { JobName, JobPayload } from '#server/queue.ts';
import type { SecretBox } from '#server/secret-box.ts';
import { autoReplyJob } from './auto-reply.ts';
import { decidePushJob } from './decide-push.ts';
import { drainCampaignsJob } from './drain-campaigns.ts';
import { drainDueJob } from './drain-due.ts';
import { drainOutbox } from './drain-outbox.ts';
import { drainQueueJob } from './drain-queue.ts';
import { fetchMediaJob } from './fetch-media.ts';
import { handBackAwayJob } from './hand-back-away.ts';
import { indexMessagesJob } from './index-messages.ts';
import { markBreachesJob } from './mark-breaches.ts';
import { markReadJob } from './mark-read.ts';
import { processProviderEvents } from './process-provider-events.ts';
import { pruneJournalJob } from './prune-journal.ts';
import { rescueStranded } from './rescue-stranded.ts';
import { retimePromisesJob } from './retime-promises.ts';
import { sampleHealthJob } from './sample-health.ts';
import { sendPushJob } from './send-push.ts';
import { showTyping } from './show-typing.ts';
import { sweepLeftovers } from './sweep-leftovers.ts';
import { sweepPresence } from './sweep-presence.ts';
import { syncTemplatesJob } from './sync-templates.ts';
import { wakeSnoozed } from './wake-snoozed.ts';

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

/** One handler per entry of the catalogue: a missing half is a type error. */
export const handlers = {
  'process-provider-events': processProviderEvents,
  'drain-outbox': drainOutbox,
  'drain-campaigns': drainCampaignsJob,
  'drain-due': drainDueJob,
  'mark-read': markReadJob,
  'show-typing': showTyping,
  'sync-templates': syncTemplatesJob,
  'sweep-leftovers': sweepLeftovers,
  'decide-push': decidePushJob,
  'drain-queue': drainQueueJob,
  'auto-reply': autoReplyJob,
  'hand-back-away': handBackAwayJob,
  'index-messages': indexMessagesJob,
  'mark-breaches': markBreachesJob,
  'sample-health': sampleHealthJob,
  'fetch-media': fetchMediaJob,
  'prune-journal': pruneJournalJob,
  'rescue-stranded': rescueStranded,
  'retime-promises': retimePromisesJob,
  'send-push': sendPushJob,
  'sweep-presence': sweepPresence,
  'wake-snoozed': wakeSnoozed,
} satisfies { [N in JobName]: Handler<N> };
