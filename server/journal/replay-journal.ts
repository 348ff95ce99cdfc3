import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../db/in-transaction.ts';
import { processProviderEvent } from '../inbound/process-provider-event.ts';
import { applyParkedStatuses } from '../outbound/apply-parked-statuses.ts';
import type { Queryable } from '../queue.ts';
import { compareProjections } from './compare-projections.ts';
import type { Difference } from './compare-projections.ts';
import { gatherGround } from './gather-ground.ts';
import type { Ground } from './gather-ground.ts';
import { layGround, repeatAct } from './lay-ground.ts';
import { openScratch } from './open-scratch.ts';
import type { ScratchOptions } from './open-scratch.ts';
import { readProjection } from './read-projection.ts';
import { readEvents, surveyJournal } from './survey-journal.ts';
import type { JournalSurvey } from './survey-journal.ts';

export type ReplayOptions = ScratchOptions & {
  pool: Pool;
  /** Only events received at or after this instant (ms); what is older stands as it is. */
  since: number | null;
  /** Only count what would be replayed. */
  isDryRun: boolean;
  signal?: AbortSignal;
};

export type ReplayReport = {
  survey: Pick<JournalSurvey, 'eventIds' | 'pending' | 'dismissed'>;
  contacts: number;
  ownMessages: number;
  /** Messages the replay ended with; null after a dry run. */
  messages: number | null;
  differences: Difference[];
};

/**
 * Gives every journal row its meaning a second time, in a scratch database, by the very code that gave it the first
 * time, and says where the result and the inbox disagree. Changes nothing in the real database; holds one snapshot of
 * it until it ends. Throws `ScratchRefused`, and whatever the database throws.
 */
export async function replayJournal(options: ReplayOptions): Promise<ReplayReport> {
  const snapshot = await options.pool.connect();
  try {
    await snapshot.query('begin isolation level repeatable read');
    await snapshot.query('set local statement_timeout = 0');
    await snapshot.query('set local idle_in_transaction_session_timeout = 0');
    return await replaySnapshot(snapshot, options);
  } finally {
    await snapshot.query('rollback').catch(() => undefined);
    snapshot.release();
  }
}

async function replaySnapshot(snapshot: PoolClient, options: ReplayOptions): Promise<ReplayReport> {
  const survey = await surveyJournal(snapshot, options.since);
  const ground = await gatherGround(snapshot, survey);
  const report: ReplayReport = {
    survey,
    contacts: ground.contactIds.length,
    ownMessages: ground.acts.filter((act) => act.kind === 'message').length,
    messages: null,
    differences: [],
  };
  if (options.isDryRun || survey.eventIds.length === 0) return report;
  const scratch = await openScratch(options);
  try {
    await inTransaction(scratch.pool, (tx) => layGround(tx, ground));
    const states = await replayEvents(snapshot, { ...options, scratch: scratch.pool, ground });
    await matchParked(scratch.pool);
    const { claims } = survey;
    const inbox = await readProjection(snapshot, { contactIds: ground.contactIds, claims });
    const journal = await readProjection(scratch.pool, { contactIds: null, claims });
    report.messages = journal.filter((line) => line.kind === 'message').length;
    report.differences = [...states, ...compareProjections(inbox, journal)];
    if (options.since === null) report.differences.push(...ground.unexplained.map(unexplained));
    return report;
  } finally {
    await scratch.drop();
  }
}

/** Events in their order of arrival, and between them what we did ourselves, when we did it. */
async function replayEvents(
  snapshot: Queryable,
  { scratch, ground, since, signal }: ReplayOptions & { scratch: Pool; ground: Ground },
): Promise<Difference[]> {
  const states: Difference[] = [];
  let waiting: Ground['acts'] = [];
  let next = 0;
  const repeat = async (until: number) => {
    const due = waiting;
    waiting = [];
    for (; next < ground.acts.length && ground.acts[next]!.at < until; next++) due.push(ground.acts[next]!);
    for (const act of due) {
      const isDone = await inTransaction(scratch, (tx) => repeatAct(tx, act, ground));
      if (!isDone) waiting.push(act);
    }
  };
  for await (const event of readEvents(snapshot, since)) {
    signal?.throwIfAborted();
    if (event.state !== 'processed' && event.state !== 'failed') continue;
    await repeat(event.receivedAt);
    await scratch.query(
      `insert into provider_event (id, provider, body_hash, body, received_at) overriding system value
       values ($1, 'whatsapp', sha256($2), $2, to_timestamp($3::float8 / 1000))`,
      [event.id, event.body, event.receivedAt],
    );
    const { state } = await processProviderEvent(scratch, event.id);
    if (state === event.state) continue;
    states.push({ kind: 'event', name: event.id, column: 'state', inbox: event.state, journal: state });
  }
  await repeat(Number.POSITIVE_INFINITY);
  await repeat(Number.POSITIVE_INFINITY);
  for (const act of waiting) {
    if (act.kind === 'message')
      states.push({
        kind: 'message',
        name: act.line.id,
        column: null,
        inbox: 'is there',
        journal: 'names a contact the journal does not',
      });
  }
  return states;
}

/** A status that came before its message waits for it; at the end all that will ever be known is. */
async function matchParked(scratch: Pool): Promise<void> {
  type Known = { workspaceId: string; providerMessageId: string; messageId: string };
  const known = await scratch.query<Known>(
    `select distinct p.workspace_id as "workspaceId", p.provider_message_id as "providerMessageId", m.id as "messageId"
     from parked_status p join message m on m.workspace_id = p.workspace_id and m.provider_message_id = p.provider_message_id`,
  );
  for (const one of known.rows) await inTransaction(scratch, (tx) => applyParkedStatuses(tx, one));
}

function unexplained(id: string): Difference {
  return { kind: 'message', name: id, column: null, inbox: 'is there', journal: 'no event brought it' };
}
