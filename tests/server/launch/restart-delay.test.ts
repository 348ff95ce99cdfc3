import { describe, expect, it } from 'vitest';
import { decideRestart } from '#server/launch/restart-delay.ts';

describe('starting a dead child again', () => {
  it('the first death costs a quarter of a second', () => {
    expect(decideRestart({ deaths: 0, uptimeMs: 100 })).toEqual({ deaths: 1, delayMs: 250 });
  });

  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [5, 4_000],
    [6, 4_000],
    [60, 4_000],
    [5_000, 4_000],
  ])('after %i deaths in a row the next wait is %i ms', (deaths, delayMs) => {
    expect(decideRestart({ deaths, uptimeMs: 100 }).delayMs).toBe(delayMs);
  });

  it('a child that lived half a minute is forgiven', () => {
    expect(decideRestart({ deaths: 9, uptimeMs: 30_000 })).toEqual({ deaths: 1, delayMs: 250 });
  });
});
