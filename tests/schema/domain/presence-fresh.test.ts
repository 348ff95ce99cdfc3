import { describe, expect, it } from 'vitest';
import { ATTENDANCE_MS, DESK_BEAT_MS, DESK_IDLE_MS, isAtDesk } from '#schema/domain/presence-fresh.ts';

const touchedAt = Date.UTC(2026, 10, 20, 12);

describe('who is at their desk', () => {
  it.each([
    ['whoever touched the tab a moment ago', true, 1, true],
    ['nobody, before a hidden tab', false, 1, false],
    ['whoever reads for a while without a touch', true, DESK_IDLE_MS - 1, true],
    ['nobody, before a screen that was left on', true, DESK_IDLE_MS, false],
  ])('%s', (_, isVisible, passedMs, expected) => {
    expect(isAtDesk({ isVisible, touchedAt, now: touchedAt + passedMs })).toBe(expected);
  });

  it('several lost beats do not send anybody away', () => {
    expect(4 * DESK_BEAT_MS).toBeLessThan(ATTENDANCE_MS);
  });
});
