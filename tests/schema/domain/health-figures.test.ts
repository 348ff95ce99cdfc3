import { expect, test } from 'vitest';
import { HEALTH_FIGURES, healthLevel, worstLevel } from '#schema/domain/health-figures.ts';
import type { HealthFigure } from '#schema/domain/health-figures.ts';

test('every figure is fine at rest and bad at its worst, but what mends by itself is only watched', () => {
  for (const [figure, rule] of Object.entries(HEALTH_FIGURES)) {
    const isFloor = 'isFloor' in rule;
    const worst = figure === 'slowedNumbers' ? 'soon' : 'bad';
    expect(healthLevel(figure as HealthFigure, isFloor ? 1e15 : 0), figure).toBe('ok');
    expect(healthLevel(figure as HealthFigure, isFloor ? 0 : 1e15), figure).toBe(worst);
  }
});

test('an event that waits eleven seconds is watched, one that waits three minutes is an alarm', () => {
  expect(healthLevel('oldestEventMs', 11_000)).toBe('soon');
  expect(healthLevel('oldestEventMs', 180_000)).toBe('bad');
});

test('a disk that fills up warns before it is full', () => {
  expect(healthLevel('diskFreeBytes', 4e9)).toBe('soon');
  expect(healthLevel('diskFreeBytes', 5e8)).toBe('bad');
});

test('nothing waiting is good news, a worker nobody heard of is not', () => {
  expect(healthLevel('oldestSendingMs', null)).toBe('ok');
  expect(healthLevel('workerBeatMs', null)).toBe('unknown');
});

test('one red makes the whole red', () => {
  expect(worstLevel(['ok', 'soon', 'bad'])).toBe('bad');
  expect(worstLevel(['ok', 'unknown'])).toBe('unknown');
  expect(worstLevel([])).toBe('ok');
});
