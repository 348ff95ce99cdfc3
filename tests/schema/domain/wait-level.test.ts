import { describe, expect, it } from 'vitest';
import { ANSWER_TARGET_MS, waitLevel } from '#schema/domain/wait-level.ts';

const now = Date.UTC(2026, 10, 20, 12);

describe('waitLevel', () => {
  it.each([
    [
      'nobody waits while the ball is on their side',
      { waitingOn: 'them', waitingSince: now - ANSWER_TARGET_MS },
      'none',
    ],
    ['nobody waits when nobody knows since when', { waitingOn: 'us', waitingSince: null }, 'none'],
    ['a question of this minute is on time', { waitingOn: 'us', waitingSince: now - 60_000 }, 'onTime'],
    ['half the target gone is soon', { waitingOn: 'us', waitingSince: now - ANSWER_TARGET_MS / 2 }, 'soon'],
    ['the whole target gone is late', { waitingOn: 'us', waitingSince: now - ANSWER_TARGET_MS }, 'late'],
  ] as const)('%s', (_, conversation, level) => {
    expect(waitLevel(conversation, { now })).toBe(level);
  });
});
