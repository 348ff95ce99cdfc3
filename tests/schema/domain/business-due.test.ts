import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  breachOf,
  dueTimes,
  earliestDue,
  nextLookAt,
  pausedAfter,
  soonAt,
} from '#schema/domain/business-due.ts';
import type { TimedConversation } from '#schema/domain/business-due.ts';
import { addBusinessMs, businessMsBetween, calendarFrom } from '#schema/domain/business-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const day = [{ from: 480, to: 1080 }];
const shop = calendarFrom({
  timeZone: 'Africa/Nairobi',
  businessHours: { weekly: [[], day, day, day, day, day, []] },
});
const targets = { firstTargetMs: HOUR, answerTargetMs: 2 * HOUR, resolutionTargetMs: 8 * HOUR };
const at = (text: string) => Date.parse(`${text}+03:00`);
const waiting: TimedConversation = {
  status: 'open',
  priority: 'normal',
  waitingOn: 'us',
  waitingSince: at('2026-11-24T17:30'),
  openedAt: at('2026-11-24T17:30'),
  firstAnsweredAt: null,
  pausedMs: 0,
};

describe('until when we must answer', () => {
  it('the first answer counts in business hours from when the customer began to wait', () => {
    expect(dueTimes(waiting, targets, shop)).toEqual({
      firstResponseDueAt: at('2026-11-25T08:30'),
      nextResponseDueAt: null,
      resolutionDueAt: at('2026-11-25T15:30'),
    });
  });

  it('after the first answer the next one has its own target', () => {
    const answered = { ...waiting, firstAnsweredAt: waiting.openedAt, waitingSince: at('2026-11-25T09:00') };
    const due = dueTimes(answered, targets, shop);
    expect(due.firstResponseDueAt).toBeNull();
    expect(due.nextResponseDueAt).toBe(at('2026-11-25T11:00'));
  });

  it.each([
    ['the customer has the ball', { waitingOn: 'them' }],
    ['nobody waits', { waitingOn: 'nobody' }],
    ['it is closed', { status: 'closed' }],
  ] as const)('no promise runs while %s', (_, over) => {
    expect(earliestDue(dueTimes({ ...waiting, ...over }, targets, shop))).toBeNull();
  });

  it('urgent halves twice, low waits twice as long', () => {
    const dueOf = (priority: 'urgent' | 'low') =>
      dueTimes({ ...waiting, priority, waitingSince: at('2026-11-24T10:00') }, targets, shop)
        .firstResponseDueAt;
    expect(dueOf('urgent')).toBe(at('2026-11-24T10:15'));
    expect(dueOf('low')).toBe(at('2026-11-24T12:00'));
  });

  it('an inbox without a target promises nothing', () => {
    const none = { firstTargetMs: null, answerTargetMs: null, resolutionTargetMs: null };
    expect(earliestDue(dueTimes(waiting, none, shop))).toBeNull();
  });

  it('the time the customer had the ball is not ours', () => {
    const pausedMs = pausedAfter(
      { pausedMs: HOUR, since: at('2026-11-24T17:00'), at: at('2026-11-25T09:00') },
      shop,
    );
    expect(pausedMs).toBe(3 * HOUR);
    expect(dueTimes({ ...waiting, pausedMs }, targets, shop).resolutionDueAt).toBe(at('2026-11-26T08:30'));
  });

  it('however the ball goes back and forth, exactly the promised time of ours is left', () => {
    const turns = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(turns, (hours) => {
        const openedAt = at('2026-11-23T08:00');
        let now = openedAt;
        let pausedMs = 0;
        let oursMs = 0;
        for (const [ours, theirs] of hours) {
          oursMs += ours * MINUTE;
          const answeredAt = addBusinessMs(now, ours * MINUTE, shop);
          now = addBusinessMs(answeredAt, theirs * HOUR, shop);
          pausedMs = pausedAfter({ pausedMs, since: answeredAt, at: now }, shop);
        }
        const due = dueTimes({ ...waiting, openedAt, waitingSince: now, pausedMs }, targets, shop);
        expect(due.resolutionDueAt).toBe(addBusinessMs(now, 8 * HOUR - oursMs, shop));
      }),
      { numRuns: 100 },
    );
  });
});

describe('a broken promise', () => {
  const due = { firstResponseDueAt: null, nextResponseDueAt: 2_000, resolutionDueAt: 1_000 };
  it('is the one broken first', () => {
    expect(breachOf(due, 3_000)).toEqual({ breach: 'resolution', at: 1_000 });
  });
  it('is not broken before its time', () => {
    expect(breachOf(due, 999)).toBeNull();
    expect(breachOf(due, 1_000)).not.toBeNull();
  });
});

describe('when a promise is looked at next', () => {
  const due = dueTimes(waiting, targets, shop);
  const since = waiting.waitingSince;

  it('its last quarter begins in open hours, however long the night before it', () => {
    expect(soonAt({ since: since!, dueAt: due.firstResponseDueAt! }, shop)).toBe(at('2026-11-25T08:15'));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14 * 24 * 60 }),
        fc.integer({ min: 1, max: 3000 }),
        (later, minutes) => {
          const from = at('2026-11-16T00:00') + later * MINUTE;
          const dueAt = addBusinessMs(from, minutes * MINUTE, shop);
          const soon = soonAt({ since: from, dueAt }, shop);
          const quarter = (minutes * MINUTE) / 4;
          expect(businessMsBetween(soon, dueAt, shop)).toBeLessThanOrEqual(quarter);
          expect(businessMsBetween(soon - 1000, dueAt, shop)).toBeGreaterThan(quarter - 1000);
        },
      ),
    );
  });

  it('first to say that an answer is due soon, then that it is late', () => {
    const soon = at('2026-11-25T08:15');
    expect(nextLookAt({ due, since, now: null }, shop)).toBe(soon);
    expect(nextLookAt({ due, since, now: soon - 1 }, shop)).toBe(soon);
    expect(nextLookAt({ due, since, now: soon }, shop)).toBe(at('2026-11-25T08:30'));
  });

  it('never while nothing is promised; only when it is late where just the end was promised', () => {
    const nothing = { firstResponseDueAt: null, nextResponseDueAt: null, resolutionDueAt: null };
    expect(nextLookAt({ due: nothing, since, now: null }, shop)).toBeNull();
    expect(nextLookAt({ due: { ...nothing, resolutionDueAt: 7 }, since, now: null }, shop)).toBe(7);
  });
});
