import type { EventFilter, JournalEvent } from './event-model.ts';

export type EventsPage = { items: JournalEvent[]; nextBefore: string | null };
export type EventDetail = JournalEvent & { body: string };

/** What came of asking: an answer, a refusal of the server, or nobody there. */
export type Asked<T> = { kind: 'ok'; value: T } | { kind: 'refused' } | { kind: 'unreachable' };

/** One page of events, newest first; `before` is the last id of the page before. */
export function listEvents(filter: EventFilter, before: string | null): Promise<Asked<EventsPage>> {
  const query = new URLSearchParams({ filter, ...(before !== null && { before }) });
  return ask(`/api/journal?${query}`);
}

/** One event with its body, masked. */
export function readEvent(id: string): Promise<Asked<EventDetail>> {
  return ask(`/api/journal/${encodeURIComponent(id)}`);
}

/** Has an event tried again, or set aside; the event as it is then. */
export function decideEvent(id: string, verb: 'retry' | 'dismiss'): Promise<Asked<JournalEvent>> {
  return ask(`/api/journal/${encodeURIComponent(id)}/${verb}`, { method: 'POST' });
}

async function ask<T>(path: string, init: RequestInit = {}): Promise<Asked<T>> {
  try {
    const response = await fetch(path, { ...init, headers: { accept: 'application/json' } });
    if (response.ok) return { kind: 'ok', value: (await response.json()) as T };
    return { kind: response.status >= 500 ? 'unreachable' : 'refused' };
  } catch {
    return { kind: 'unreachable' };
  }
}
