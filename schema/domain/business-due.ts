import type { Breach, ConversationStatus, Priority, WaitingOn } from '../tables.gen.ts';
import { addBusinessMs, businessMsBetween } from './business-hours.ts';
import type { BusinessCalendar } from './business-hours.ts';

/** What an inbox promises, in business ms; null promises nothing. */
export type Targets = {
  firstTargetMs: number | null;
  answerTargetMs: number | null;
  resolutionTargetMs: number | null;
};

/** The part of a conversation that its timers follow. Instants in ms. */
export type TimedConversation = {
  status: ConversationStatus;
  priority: Priority;
  waitingOn: WaitingOn;
  waitingSince: number | null;
  openedAt: number | null;
  firstAnsweredAt: number | null;
  pausedMs: number;
};

export type DueTimes = {
  firstResponseDueAt: number | null;
  nextResponseDueAt: number | null;
  resolutionDueAt: number | null;
};

/** How much of the inbox's target a conversation of this priority may take. */
export const PRIORITY_SHARE: Record<Priority, number> = { urgent: 0.25, high: 0.5, normal: 1, low: 2 };

/** The last part of a promise in which it counts as due soon. */
const SOON_SHARE = 0.25;

const NONE: DueTimes = { firstResponseDueAt: null, nextResponseDueAt: null, resolutionDueAt: null };

/**
 * Until when must we answer, and until when be done? A promise runs only while the customer waits on us, in business
 * time. Nobody has answered in this opening: the first-response target counts, from when the wait began; after that the
 * next-response target. The resolution target counts from the opening, plus the time the customer had the ball.
 */
export function dueTimes(c: TimedConversation, targets: Targets, calendar: BusinessCalendar): DueTimes {
  if (c.status === 'closed' || c.waitingOn !== 'us' || c.waitingSince === null) return NONE;
  const share = PRIORITY_SHARE[c.priority];
  const after = (from: number, targetMs: number | null, moreMs = 0): number | null =>
    targetMs === null ? null : addBusinessMs(from, targetMs * share + moreMs, calendar);
  const isFirst = c.firstAnsweredAt === null;
  return {
    firstResponseDueAt: isFirst ? after(c.waitingSince, targets.firstTargetMs) : null,
    nextResponseDueAt: isFirst ? null : after(c.waitingSince, targets.answerTargetMs),
    resolutionDueAt: after(c.openedAt ?? c.waitingSince, targets.resolutionTargetMs, c.pausedMs),
  };
}

/** The customer had the ball from `since` until `at`: how much business time of this opening was theirs, all told. */
export function pausedAfter(
  { pausedMs, since, at }: { pausedMs: number; since: number | null; at: number },
  calendar: BusinessCalendar,
): number {
  return since === null ? pausedMs : pausedMs + businessMsBetween(since, at, calendar);
}

/** The earliest promise that stands, or null. */
export function earliestDue(due: DueTimes): number | null {
  const standing = [due.firstResponseDueAt, due.nextResponseDueAt, due.resolutionDueAt].filter(
    (at) => at !== null,
  );
  return standing.length === 0 ? null : Math.min(...standing);
}

/** The instant at which the last quarter of a promise's business time begins: from then on it counts as due soon. */
export function soonAt(
  { since, dueAt }: { since: number; dueAt: number },
  calendar: BusinessCalendar,
): number {
  const promisedMs = businessMsBetween(since, dueAt, calendar);
  return Math.min(dueAt, Math.ceil(addBusinessMs(since, promisedMs * (1 - SOON_SHARE), calendar)));
}

/**
 * When has the clock next something to say about these promises: that an answer is due soon, or, once that was said, that
 * one is broken. `now` null: nothing was said yet.
 */
export function nextLookAt(
  { due, since, now }: { due: DueTimes; since: number | null; now: number | null },
  calendar: BusinessCalendar,
): number | null {
  const earliest = earliestDue(due);
  const answerDueAt = due.firstResponseDueAt ?? due.nextResponseDueAt;
  if (earliest === null || answerDueAt === null || since === null) return earliest;
  const soon = soonAt({ since, dueAt: answerDueAt }, calendar);
  return now !== null && soon <= now ? earliest : Math.min(soon, earliest);
}

/** Which promise is broken by now, and since when? The one broken first. */
export function breachOf(due: DueTimes, now: number): { breach: Breach; at: number } | null {
  const broken = (
    [
      ['first', due.firstResponseDueAt],
      ['next', due.nextResponseDueAt],
      ['resolution', due.resolutionDueAt],
    ] as const
  )
    .flatMap(([breach, at]) => (at !== null && at <= now ? [{ breach, at }] : []))
    .sort((a, b) => a.at - b.at);
  return broken[0] ?? null;
}
