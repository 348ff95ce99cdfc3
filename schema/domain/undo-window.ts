/** What a member sends stays with us this long, so that it can still be taken back. */
export const UNDO_MS = 5_000;

/** Until when may this message be taken back, ms? Null once it may not, and for what no member of ours sent. */
export function undoUntil(m: {
  status: string;
  direction: string;
  at: number;
  authorMemberId?: string | null;
}): number | null {
  if (m.status !== 'queued' || m.direction !== 'outbound' || !m.authorMemberId) return null;
  return m.at + UNDO_MS;
}

/** A reply written for later stands at its own time, which has not come. */
export function isScheduled(m: { status: string; direction: string; at: number }, now: number): boolean {
  return m.status === 'queued' && m.direction === 'outbound' && m.at > now + UNDO_MS;
}

/** The furthest ahead a reply may be written for. */
export const SCHEDULE_LIMIT_MS = 30 * 24 * 60 * 60 * 1000;
