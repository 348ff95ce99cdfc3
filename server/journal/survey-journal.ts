import { parseWhatsAppEvent } from '../providers/whatsapp/parse-event.ts';
import type { Queryable } from '../queue.ts';
import { addClaims, noClaims } from './list-claims.ts';
import type { JournalClaims } from './list-claims.ts';

export type JournalEvent = { id: string; body: Buffer; state: string; receivedAt: number };

export type JournalSurvey = {
  claims: JournalClaims;
  /** Events that a replay goes through, in their order of arrival. */
  eventIds: string[];
  /** Not given a meaning yet: left out, the inbox does not show them either. */
  pending: number;
  /** Set aside by a person: left out. */
  dismissed: number;
  /** Bubbles named by events that are left out. */
  leftOut: Set<string>;
  firstReceivedAt: number | null;
};

const BATCH = 200;

/** Reads journal rows in their order of arrival, a batch at a time. `since`: received at or after (instant in ms). */
export async function* readEvents(
  tx: Queryable,
  since: number | null,
): AsyncGenerator<JournalEvent, void, undefined> {
  for (let after = '0'; ;) {
    const batch = await tx.query<JournalEvent>(
      `select id::text, body, state, (extract(epoch from received_at) * 1000)::float8 as "receivedAt" from provider_event e
       where e.id > $1 and ($2::float8 is null or e.received_at >= to_timestamp($2 / 1000)) order by e.id limit ${BATCH}`,
      [after, since],
    );
    yield* batch.rows;
    const last = batch.rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** Goes through the journal once without changing anything: how much there is and what it speaks of. */
export async function surveyJournal(tx: Queryable, since: number | null): Promise<JournalSurvey> {
  const claims = noClaims();
  const others = noClaims();
  const survey: JournalSurvey = {
    claims,
    eventIds: [],
    pending: 0,
    dismissed: 0,
    leftOut: others.bubbles,
    firstReceivedAt: null,
  };
  for await (const event of readEvents(tx, since)) {
    const isLeftOut = event.state === 'pending' || event.state === 'dismissed';
    if (event.state === 'pending') survey.pending++;
    else if (event.state === 'dismissed') survey.dismissed++;
    else {
      survey.eventIds.push(event.id);
      if (event.state === 'processed') survey.firstReceivedAt ??= event.receivedAt;
    }
    for (const item of itemsOf(event)) addClaims(isLeftOut ? others : claims, item);
  }
  return survey;
}

function itemsOf(event: JournalEvent) {
  try {
    const body: unknown = JSON.parse(event.body.toString('utf8'));
    return parseWhatsAppEvent(body, { receivedAt: Math.trunc(event.receivedAt) }).items;
  } catch {
    return [];
  }
}
