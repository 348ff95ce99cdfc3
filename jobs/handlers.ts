import type { JobName } from '#server/queue.ts';
import { autoReplyJob } from './auto-reply.ts';
import { decidePushJob } from './decide-push.ts';
import { drainCampaignsJob } from './drain-campaigns.ts';
import { drainDueJob } from './drain-due.ts';
import { drainOutbox } from './drain-outbox.ts';
import { drainQueueJob } from './drain-queue.ts';
import { fetchMediaJob } from './fetch-media.ts';
import { handBackAwayJob } from './hand-back-away.ts';
import { indexMessagesJob } from './index-messages.ts';
import type { Handler } from './job-deps.ts';
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
