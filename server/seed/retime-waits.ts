import { PRIORITY_SHARE } from '#schema/domain/business-due.ts';
import { businessMsBetween } from '#schema/domain/business-hours.ts';
import type { DemoConversation } from './content/demo-data.ts';
import { pickBetween } from './content/hash-text.ts';
import { demoCalendar, DEMO_TARGETS } from './demo-hours.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LATE_SHARE = 0.2;
const SOON_SHARE = 0.12;
/** A late customer's wait as a share of what was promised; the longest first. */
const LATE_RATIO = { least: 1.15, most: 2.6 };
/** Who is on time stays so for a while, however long one looks at the demo. */
const EASE_MS = 50 * MINUTE_MS;
const LOOK_BACK_MS = 14 * DAY_MS;

type Wait = { conversation: DemoConversation; since: number; waitMs: number; targetMs: number };

/**
 * Scripts say when customers wrote; whether that is late depends on the hour and weekday at which the demo begins. Moves
 * the last words of those who wait, so that at any moment about a fifth of them are late, a few are nearly so and the rest
 * are on time, in open hours. Whoever waited longest by the script waits longest here too.
 */
export function retimeWaits(conversations: readonly DemoConversation[], now: number): DemoConversation[] {
  const calendar = demoCalendar(now);
  const waits = conversations
    .flatMap((c): Wait[] => {
      const since = waitingSince(c);
      if (since === null) return [];
      return [
        { conversation: c, since, waitMs: businessMsBetween(since, now, calendar), targetMs: targetOf(c) },
      ];
    })
    .sort(
      (a, b) =>
        b.waitMs / b.targetMs - a.waitMs / a.targetMs ||
        a.since - b.since ||
        (a.conversation.key < b.conversation.key ? -1 : 1),
    );
  const [late, soon] = [Math.round(waits.length * LATE_SHARE), Math.round(waits.length * SOON_SHARE)];
  const moved = new Map<string, DemoConversation>();
  for (const [rank, wait] of waits.entries()) {
    const wantedMs = wantedWait(wait, { rank, late, soon });
    if (wantedMs === wait.waitMs) continue;
    const since = sinceFor(wantedMs, now, calendar);
    moved.set(wait.conversation.key, moveWait(wait, { since, now }));
  }
  return conversations.map((c) => moved.get(c.key) ?? c);
}

/** Since when this customer waits for us; null when they do not. */
export function waitingSince(c: DemoConversation): number | null {
  const told = c.messages.filter((m) => m.direction !== 'note');
  if (c.status !== 'open' || told.at(-1)?.direction !== 'inbound') return null;
  const answered = told.findLastIndex((m) => m.direction === 'outbound');
  return told[answered + 1]!.at;
}

/** What this customer was promised, in open time. */
export function targetOf(c: DemoConversation): number {
  const closedAt = c.activities.findLast((a) => a.kind === 'closed')?.at ?? 0;
  const isAnswered = c.messages.some((m) => m.direction === 'outbound' && m.at >= closedAt);
  const target = isAnswered ? DEMO_TARGETS.answerTargetMs : DEMO_TARGETS.firstTargetMs;
  return target * PRIORITY_SHARE[c.priority];
}

function wantedWait(
  { conversation, waitMs, targetMs }: Wait,
  { rank, late, soon }: { rank: number; late: number; soon: number },
): number {
  if (rank < late) {
    const ratio = waitMs / targetMs;
    if (ratio >= LATE_RATIO.least && ratio <= LATE_RATIO.most) return waitMs;
    const step = (LATE_RATIO.most - LATE_RATIO.least) / Math.max(1, late);
    return Math.round(targetMs * (LATE_RATIO.most - rank * step));
  }
  if (rank < late + soon) return targetMs - pickBetween(`${conversation.key}:soon`, 9, 24) * MINUTE_MS;
  const mostMs = Math.max(targetMs / 6, Math.min(targetMs * 0.7, targetMs - EASE_MS));
  return waitMs <= mostMs
    ? waitMs
    : Math.round((mostMs * pickBetween(`${conversation.key}:wait`, 20, 95)) / 100);
}

/** The last instant from which this much open time has passed until now. */
function sinceFor(waitMs: number, now: number, calendar: ReturnType<typeof demoCalendar>): number {
  let [from, to] = [now - LOOK_BACK_MS, now];
  while (to - from > 1000) {
    const middle = Math.floor((from + to) / 2);
    if (businessMsBetween(middle, now, calendar) >= waitMs) from = middle;
    else to = middle;
  }
  return from;
}

/**
 * The words since the wait began are moved so that it begins then, closer together if now is near; what went before keeps
 * its hour of the day, and is moved by whole days if it would otherwise come after.
 */
function moveWait(
  { conversation: c, since }: Wait,
  { since: wanted, now }: { since: number; now: number },
): DemoConversation {
  const last = Math.max(since, ...c.messages.map((m) => m.at), ...c.activities.map((a) => a.at));
  const roomMs = now - MINUTE_MS - wanted;
  const squeeze = last - since > roomMs ? roomMs / (last - since) : 1;
  const before = Math.max(0, ...c.messages.filter((m) => m.at < since).map((m) => m.at));
  const days = before + MINUTE_MS < wanted ? 0 : Math.ceil((before + MINUTE_MS - wanted) / DAY_MS);
  const move = (at: number) =>
    at < since ? at - days * DAY_MS : Math.round(wanted + (at - since) * squeeze);
  return {
    ...c,
    messages: c.messages.map((m) => ({
      ...m,
      at: move(m.at),
      ...(m.editedAt !== undefined && { editedAt: move(m.editedAt) }),
      ...(m.deletedAt !== undefined && { deletedAt: move(m.deletedAt) }),
      ...(m.reactions && { reactions: m.reactions.map((r) => ({ ...r, at: move(r.at) })) }),
    })),
    activities: c.activities.map((a) => ({ ...a, at: move(a.at) })),
  };
}
