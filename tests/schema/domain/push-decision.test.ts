import { describe, expect, it } from 'vitest';
import { preferencesFrom } from '#schema/domain/notification-topics.ts';
import { decidePush, mayRing } from '#schema/domain/push-decision.ts';
import { pushPayload } from '#schema/domain/push-payload.ts';
import { quietUntil } from '#schema/domain/quiet-hours.ts';
import type { QuietHours } from '#schema/domain/quiet-hours.ts';

const NAIROBI = 'Africa/Nairobi';
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
/** Nairobi is three hours ahead of UTC all year. */
const at = (text: string) => Date.parse(`${text}+03:00`);
const NIGHT: QuietHours = { from: 21 * 60, to: 7 * 60, days: EVERY_DAY };

describe('quiet hours', () => {
  it.each<[string, QuietHours | null, string, string | null]>([
    ['nobody asked for any', null, '2026-03-02T23:00', null],
    ['before they begin', NIGHT, '2026-03-02T20:59', null],
    ['in the evening', NIGHT, '2026-03-02T21:00', '2026-03-03T07:00'],
    ['after midnight', NIGHT, '2026-03-03T02:30', '2026-03-03T07:00'],
    ['when they end', NIGHT, '2026-03-03T07:00', null],
    ['a lunch', { from: 780, to: 840, days: EVERY_DAY }, '2026-03-02T13:20', '2026-03-02T14:00'],
    ['a night that begins on a day not chosen', { ...NIGHT, days: [1] }, '2026-03-04T02:00', null],
    [
      'the night of a chosen day, after midnight',
      { ...NIGHT, days: [1] },
      '2026-03-03T02:00',
      '2026-03-03T07:00',
    ],
    ['a whole weekend', { from: 0, to: 0, days: [6, 0] }, '2026-03-07T10:00', '2026-03-09T00:00'],
    [
      'always: a week, then asked again',
      { from: 0, to: 0, days: EVERY_DAY },
      '2026-03-02T10:00',
      '2026-03-09T00:00',
    ],
  ])('%s', (_, quiet, now, end) => {
    expect(quietUntil(at(now), quiet, NAIROBI)).toBe(end === null ? null : at(end));
  });

  it('follow the business’s clock through a change of clocks', () => {
    const berlin = (text: string) => Date.parse(text);
    // On 29 March 2026 the night in Berlin is an hour short.
    expect(quietUntil(berlin('2026-03-28T23:00+01:00'), NIGHT, 'Europe/Berlin')).toBe(
      berlin('2026-03-29T07:00+02:00'),
    );
  });
});

describe('a push', () => {
  const told = {
    kind: 'mentioned',
    isRead: false,
    isHere: false,
    isAway: false,
    isLookingAtIt: false,
    preferences: preferencesFrom(null),
    timeZone: NAIROBI,
    now: at('2026-03-02T12:00'),
  };
  const chose = (row: object) => preferencesFrom(row);
  const night = at('2026-03-02T23:00');

  it.each<[string, Partial<typeof told>, string]>([
    ['goes to somebody who is not there', {}, 'send'],
    ['not when it was read', { isRead: true }, 'drop read'],
    [
      'not of a topic somebody turned off',
      { preferences: chose({ topics: { mention: { sound: true, push: false } } }) },
      'drop unwanted',
    ],
    [
      'of another topic still',
      { kind: 'breached', preferences: chose({ topics: { mention: { sound: true, push: false } } }) },
      'send',
    ],
    [
      'not while they look at that conversation',
      { isHere: true, isLookingAtIt: true, preferences: chose({ isAwayOnly: false }) },
      'drop looking',
    ],
    ['not while the app is in front of them', { isHere: true }, 'drop here'],
    ['though it is, when they say they are away', { isHere: true, isAway: true }, 'send'],
    [
      'though it is, when they want it anyway',
      { isHere: true, preferences: chose({ isAwayOnly: false }) },
      'send',
    ],
    ['waits for the morning', { now: night, preferences: chose({ quiet: NIGHT }) }, 'hold'],
    [
      'does not wait for the morning only to say what was read',
      { now: night, isRead: true, preferences: chose({ quiet: NIGHT }) },
      'drop read',
    ],
    ['of a kind nobody knows yet is sent', { kind: 'weather' }, 'send'],
    [
      'with choices nobody can read is sent',
      { preferences: chose({ topics: 'x', quiet: [1], isAwayOnly: null }) },
      'send',
    ],
  ])('%s', (_, n, expected) => {
    const decision = decidePush({ ...told, ...n });
    expect([decision.act, 'why' in decision ? decision.why : ''].join(' ').trim()).toBe(expected);
  });

  it('held in the evening is asked about again at the hour they chose', () => {
    expect(decidePush({ ...told, now: night, preferences: chose({ quiet: NIGHT }) })).toEqual({
      act: 'hold',
      until: at('2026-03-03T07:00'),
    });
  });

  it.each<[string, Partial<typeof told>, boolean]>([
    ['when the tab is hidden', {}, true],
    ['not in front of somebody who reads along', { isHere: true }, false],
    [
      'in front of somebody who wants it anyway',
      { isHere: true, preferences: chose({ isAwayOnly: false }) },
      true,
    ],
    ['not at night', { now: night, preferences: chose({ quiet: NIGHT }) }, false],
    [
      'not of a topic that was silenced',
      { preferences: chose({ topics: { mention: { sound: false, push: true } } }) },
      false,
    ],
  ])('sounds: %s', (_, n, expected) => {
    expect(mayRing({ ...told, ...n })).toBe(expected);
  });
});

describe('what a locked screen shows', () => {
  const n = { conversationId: 'c1', kind: 'mentioned', contactName: 'Amina', actorName: 'Brian', at: 5 };
  const device = { locale: 'sw', unread: 4, isAwayOnly: true };

  it('is who and what, never what somebody wrote', () => {
    const data = { note: 'mteja ana deni', reason: 'bei', decision: 'ndiyo', by: 'reply', status: 'failed' };
    expect(pushPayload([{ ...n, data }], device)).toEqual({
      ...{
        locale: 'sw',
        unread: 4,
        isAwayOnly: true,
        count: 1,
        tag: 'kazi:c1',
        url: '/inbox/c1',
        kind: 'mentioned',
      },
      ...{
        contactName: 'Amina',
        actorName: 'Brian',
        data: { by: 'reply', status: 'failed' },
        names: ['Amina'],
        people: 1,
        at: 5,
      },
    });
  });

  it('is one summary of a night in which several wrote, and opens the list', () => {
    const many = ['Amina', 'Brian', 'Chebet', 'Daudi'].map((contactName, i) => ({
      ...n,
      data: {},
      contactName,
      conversationId: `c${i}`,
    }));
    expect(pushPayload(many, device)).toMatchObject({
      ...{ count: 4, tag: 'kazi', url: '/inbox', names: ['Amina', 'Brian', 'Chebet'], people: 4 },
    });
  });

  it('opens the conversation when all of it is about one', () => {
    expect(
      pushPayload(
        [
          { ...n, data: null },
          { ...n, data: {} },
        ],
        device,
      ),
    ).toMatchObject({
      ...{ count: 2, url: '/inbox/c1', names: ['Amina'] },
    });
  });

  it('is nothing when there is nothing', () => {
    expect(pushPayload([], device)).toBeNull();
  });
});
