import type { Context } from '#schema/context.ts';
import type { Queryable } from '../queue.ts';
import { summariseEvent } from './summarise-event.ts';
import type { EventSummary } from './summarise-event.ts';

export const EVENT_FILTERS = ['all', 'failed', 'pending', 'unknownChannel'] as const;
export type EventFilter = (typeof EVENT_FILTERS)[number];

export type EventRow = {
  id: string;
  state: 'pending' | 'processed' | 'failed' | 'dismissed';
  receivedAt: number;
  processedAt: number | null;
  attempts: number;
  /** Why it could not be read, in our own words; numbers may stand in it. */
  error: string | null;
  unknownChannel: boolean;
  bytes: number;
};

export type EventLine = EventRow & {
  summary: EventSummary;
  /** Of an event that was for a number nobody owned: which of its numbers nobody owns now either. */
  unknownNumbers: string[];
};

const COLUMNS = `e.id::text as id, e.state, e.received_at as "receivedAt", e.processed_at as "processedAt", e.attempts, e.error,
  e.unknown_channel as "unknownChannel", octet_length(e.body) as bytes`;

const WHERE: Record<EventFilter, string> = {
  all: 'true',
  failed: `e.state = 'failed'`,
  pending: `e.state = 'pending'`,
  unknownChannel: 'e.unknown_channel',
};

/** How many rows one request looks at: in an installation of many businesses most of them may be somebody else's. */
const MOST_SEEN = 400;
const BATCH = 50;
const KEPT_SUMMARIES = 1_000;

/**
 * Whose eyes may see which event: an event belongs to a workspace when it names a number or an account of that
 * workspace; one that names nobody's is shown to administrators of the first workspace.
 */
export type EventReader = {
  list: (
    tx: Queryable,
    ctx: Context,
    page: { filter: EventFilter; before: string | null; limit: number },
  ) => Promise<{ events: EventLine[]; nextBefore: string | null }>;
  /** With its body; null when it is not there or not this member's to see. */
  find: (tx: Queryable, ctx: Context, id: string) => Promise<(EventLine & { body: Buffer }) | null>;
};

/** A reader that remembers summaries: a stored body never changes. */
export function createEventReader(): EventReader {
  const summaries = new Map<string, EventSummary>();

  function remember(id: string, body: Buffer, receivedAt: number): EventSummary {
    const summary = summariseEvent(body, receivedAt);
    if (summaries.size >= KEPT_SUMMARIES) summaries.delete(summaries.keys().next().value!);
    summaries.set(id, summary);
    return summary;
  }

  async function summarise(
    tx: Queryable,
    rows: readonly EventRow[],
  ): Promise<(EventRow & { summary: EventSummary })[]> {
    const missing = rows.filter(({ id }) => !summaries.has(id)).map(({ id }) => id);
    const found = new Map<string, EventSummary>();
    if (missing.length > 0) {
      const bodies = await tx.query<{ id: string; body: Buffer; receivedAt: number }>(
        `select id::text, body, received_at as "receivedAt" from provider_event where id = any ($1::bigint[])`,
        [missing],
      );
      for (const { id, body, receivedAt } of bodies.rows) found.set(id, remember(id, body, receivedAt));
    }
    return rows.flatMap((row) => {
      const summary = found.get(row.id) ?? summaries.get(row.id);
      return summary ? [{ ...row, summary }] : [];
    });
  }

  async function list(
    tx: Queryable,
    ctx: Context,
    { filter, before, limit }: { filter: EventFilter; before: string | null; limit: number },
  ): Promise<{ events: EventLine[]; nextBefore: string | null }> {
    const { isMine, unownedIn } = await ownership(tx, ctx);
    const events: EventLine[] = [];
    let seen = 0;
    for (let cursor = before; ;) {
      const rows = await tx.query<EventRow>(
        `select ${COLUMNS} from provider_event e where ${WHERE[filter]} and ($1::bigint is null or e.id < $1)
         order by e.id desc limit ${BATCH}`,
        [cursor],
      );
      for (const line of await summarise(tx, rows.rows)) {
        if (!isMine(line.summary)) continue;
        if (events.length === limit) return { events, nextBefore: events.at(-1)!.id };
        events.push({ ...line, unknownNumbers: unownedIn(line) });
      }
      seen += rows.rows.length;
      if (rows.rows.length < BATCH) return { events, nextBefore: null };
      cursor = rows.rows.at(-1)!.id;
      if (seen >= MOST_SEEN) return { events, nextBefore: cursor };
    }
  }

  async function find(
    tx: Queryable,
    ctx: Context,
    id: string,
  ): Promise<(EventLine & { body: Buffer }) | null> {
    const found = await tx.query<EventRow & { body: Buffer }>(
      `select ${COLUMNS}, e.body from provider_event e where e.id = $1`,
      [id],
    );
    const row = found.rows[0];
    if (!row) return null;
    const summary = summaries.get(id) ?? remember(id, row.body, row.receivedAt);
    const { isMine, unownedIn } = await ownership(tx, ctx);
    if (!isMine(summary)) return null;
    return { ...row, summary, unknownNumbers: unownedIn({ ...row, summary }) };
  }

  return { list, find };
}

type Ownership = {
  isMine: (summary: EventSummary) => boolean;
  /** The numbers of such an event that somebody could connect now; for administrators. */
  unownedIn: (line: EventRow & { summary: EventSummary }) => string[];
};

async function ownership(tx: Queryable, ctx: Context): Promise<Ownership> {
  const channels = await tx.query<{ workspaceId: string; phoneNumberId: string; wabaId: string | null }>(
    'select workspace_id as "workspaceId", phone_number_id as "phoneNumberId", waba_id as "wabaId" from channel',
  );
  const first = await tx.query<{ id: string }>('select id from workspace order by created_at, id limit 1');
  const ownerOf = new Map<string, Set<string>>();
  for (const { workspaceId, phoneNumberId, wabaId } of channels.rows)
    for (const key of [`number:${phoneNumberId}`, `account:${wabaId}`])
      ownerOf.set(key, (ownerOf.get(key) ?? new Set()).add(workspaceId));
  const seesStrangers = ctx.role === 'admin' && first.rows[0]?.id === ctx.workspaceId;
  function isMine({ phoneNumberIds, wabaIds }: EventSummary): boolean {
    const byNumber = phoneNumberIds.flatMap((id) => [...(ownerOf.get(`number:${id}`) ?? [])]);
    // An account may be shared by the numbers of several businesses: it speaks only where no number does.
    const byAccount = wabaIds.flatMap((id) => [...(ownerOf.get(`account:${id}`) ?? [])]);
    const owners = phoneNumberIds.length > 0 ? byNumber : byAccount;
    if (owners.includes(ctx.workspaceId)) return true;
    return owners.length === 0 && seesStrangers;
  }
  function unownedIn({ unknownChannel, summary }: EventRow & { summary: EventSummary }): string[] {
    if (!unknownChannel || ctx.role !== 'admin') return [];
    return [...new Set(summary.phoneNumberIds)].filter((id) => !ownerOf.has(`number:${id}`));
  }
  return { isMine, unownedIn };
}
