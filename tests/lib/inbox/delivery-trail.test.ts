import { expect, test } from 'vitest';
import { en } from '#lib/i18n/en.ts';
import { sw } from '#lib/i18n/sw.ts';
import { trailOf } from '#lib/inbox/delivery-trail.ts';
import type { MessageTransitionRow } from '#schema/schema.ts';

const NOON = Date.UTC(2026, 10, 23, 9, 0, 5);
const DAY_MS = 86_400_000;
const format = { locale: 'en', timeZone: 'Africa/Nairobi' } as const;

function step(
  status: MessageTransitionRow['status'],
  at: number,
  rest: Partial<MessageTransitionRow> = {},
): MessageTransitionRow {
  return {
    id: `${status}-${at}`,
    workspaceId: 'w',
    messageId: 'm',
    status,
    applied: true,
    evidence: 'provider',
    at,
    ...rest,
  } as MessageTransitionRow;
}

test('the trail says what happened, who says so and when, to the second', () => {
  const trail = trailOf(
    [step('queued', NOON, { evidence: 'member' }), step('sent', NOON + 1_000), step('read', NOON + 61_000)],
    en.trail,
    { now: NOON + 70_000, format },
  );
  expect(trail.map(({ title, why, time }) => [title, why, time])).toEqual([
    ['Waits to leave', 'a teammate', '12:00:05'],
    ['WhatsApp has it', 'WhatsApp’s report', '12:00:06'],
    ['Read', 'WhatsApp’s report', '12:01:06'],
  ]);
});

test('a report that told nothing new is shown as such', () => {
  const [late] = trailOf([step('delivered', NOON, { applied: false })], en.trail, { now: NOON, format });
  expect(late).toMatchObject({ isApplied: false, why: 'WhatsApp’s report, nothing new' });
});

test('a voice note that was played is told so, after it was read and whatever came first', () => {
  const steps = [
    step('read', NOON, { id: 'played', evidence: 'played' }),
    step('read', NOON, { id: 'read', applied: false }),
  ];
  expect(trailOf(steps, en.trail, { now: NOON, format }).map(({ title, why }) => [title, why])).toEqual([
    ['Read', 'WhatsApp’s report, nothing new'],
    ['Played', 'WhatsApp’s report'],
  ]);
  expect(trailOf(steps, sw.trail, { now: NOON, format })[1]?.title).toBe('Umesikilizwa');
});

test('played after it was read, it is no repeated "read"', () => {
  const steps = [step('read', NOON, { evidence: 'played', applied: false })];
  expect(trailOf(steps, en.trail, { now: NOON, format })[0]?.why).toBe('WhatsApp’s report');
});

test('what was said of an earlier try is told as that', () => {
  const steps = [step('failed', NOON, { evidence: 'earlierTry', applied: false })];
  const [old] = trailOf(steps, en.trail, { now: NOON, format });
  expect(old).toMatchObject({ isApplied: false, why: 'WhatsApp’s report about an earlier try' });
});

test('the day is said at the first step of another day and not again', () => {
  const trail = trailOf(
    [step('queued', NOON - DAY_MS), step('sent', NOON - DAY_MS + 1_000), step('read', NOON)],
    en.trail,
    { now: NOON, format },
  );
  expect(trail.map(({ time }) => time)).toEqual(['22 Nov 12:00:05', '12:00:06', '23 Nov 12:00:05']);
});

test('evidence of a kind we have no word for is told as it was kept', () => {
  const [odd] = trailOf([step('sent', NOON, { evidence: 'audit' })], en.trail, { now: NOON, format });
  expect(odd?.why).toBe('audit');
});

test('what happened within one second is told as it climbs, for WhatsApp rounds its times down', () => {
  const trail = trailOf(
    [step('read', NOON), step('delivered', NOON), step('sent', NOON + 400, { evidence: 'call' })],
    en.trail,
    { now: NOON, format },
  );
  expect(trail.map(({ status }) => status)).toEqual(['sent', 'delivered', 'read']);
});
