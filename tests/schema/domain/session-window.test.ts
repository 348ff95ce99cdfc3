import { describe, expect, it } from 'vitest';
import {
  sessionWindow,
  SESSION_WINDOW_MS,
  windowClosesAt,
  WINDOW_CLOSING_MS,
} from '#schema/domain/session-window.ts';

const now = Date.UTC(2026, 10, 20, 12);
const HOUR = 60 * 60 * 1000;

describe('sessionWindow', () => {
  it.each([
    ['a contact who never wrote may not get free text', null, 'shut'],
    ['nor one whose window nobody knows', undefined, 'shut'],
    ['the very instant it closes it is shut', now, 'shut'],
    ['one millisecond before it closes it still is not', now + 1, 'closing'],
    ['under four hours left it is closing', now + WINDOW_CLOSING_MS - 1, 'closing'],
    ['with exactly four hours left it is open', now + WINDOW_CLOSING_MS, 'open'],
    ['a message of this second opens it for a day', now + SESSION_WINDOW_MS, 'open'],
    ['yesterday is shut', now - HOUR, 'shut'],
  ] as const)('%s', (_, closesAt, expected) => {
    expect(sessionWindow({ closesAt, now })).toBe(expected);
  });
});

describe('windowClosesAt', () => {
  it('counts from when the contact wrote, not from when we heard of it', () => {
    expect(windowClosesAt({ current: null, wroteAt: now - HOUR })).toBe(now + 23 * HOUR);
  });
  it('a message that arrives late never shortens what a newer one opened', () => {
    expect(windowClosesAt({ current: now + SESSION_WINDOW_MS, wroteAt: now - 5 * HOUR })).toBe(
      now + SESSION_WINDOW_MS,
    );
  });
});
