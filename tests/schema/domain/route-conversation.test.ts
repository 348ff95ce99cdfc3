import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeConversation, ruleHolds } from '#schema/domain/route-conversation.ts';
import type { Arrival, RoutingInbox, RoutingMember, RoutingRule } from '#schema/domain/route-conversation.ts';

const member = (id: string, over: Partial<RoutingMember> = {}): RoutingMember => ({
  id,
  name: id,
  isAvailable: true,
  isPresent: true,
  capacity: 10,
  load: 0,
  inboxIds: ['sales'],
  seesAll: false,
  ...over,
});
const inbox = (over: Partial<RoutingInbox> = {}): RoutingInbox => ({
  id: 'sales',
  policy: 'round_robin',
  capacity: null,
  lastAssignedId: null,
  ...over,
});
const rule = (over: Partial<RoutingRule>): RoutingRule => ({
  id: 'r1',
  name: 'Complaints',
  conditions: {},
  inboxId: null,
  memberId: null,
  ...over,
});
const arrival: Arrival = {
  channelId: 'c1',
  inboxId: 'sales',
  text: 'Hi, nataka kurudisha pillow',
  tags: ['Ruiru'],
  language: 'sw',
  isOpenHours: true,
  responsibleMemberId: null,
  ownerId: null,
};

function route(
  over: Partial<Arrival>,
  around: { rules?: RoutingRule[]; inboxes?: RoutingInbox[]; members?: RoutingMember[] },
) {
  return routeConversation(
    { ...arrival, ...over },
    { rules: [], inboxes: [inbox()], members: [member('amina'), member('brian')], ...around },
  );
}

describe('who gets a new conversation', () => {
  it('the member the contact belongs to, when online, however full their desk', () => {
    const members = [member('amina'), member('brian', { load: 99 })];
    expect(route({ responsibleMemberId: 'brian' }, { members })).toMatchObject({
      memberId: 'brian',
      reason: { code: 'responsible_available', params: { name: 'brian' } },
    });
  });

  it('somebody else when the responsible member is away', () => {
    const members = [member('amina'), member('brian', { isAvailable: false })];
    expect(route({ responsibleMemberId: 'brian' }, { members }).memberId).toBe('amina');
  });

  it('by turns nobody whose chair is empty; a relationship does not mind an empty chair', () => {
    const members = [member('amina', { isPresent: false }), member('brian', { isPresent: false })];
    expect(route({}, { members })).toMatchObject({ memberId: null, reason: { code: 'nobody_available' } });
    expect(route({ responsibleMemberId: 'brian' }, { members }).memberId).toBe('brian');
    expect(route({ ownerId: 'amina' }, { members }).memberId).toBe('amina');
  });

  it('one who was closed on goes back to its owner before anybody else', () => {
    expect(route({ ownerId: 'amina', responsibleMemberId: 'brian' }, {}).reason.code).toBe('owner_available');
  });

  it('and to the fallback when that owner is away', () => {
    const members = [member('amina', { isAvailable: false }), member('brian')];
    const routed = route({ ownerId: 'amina' }, { members, inboxes: [inbox({ policy: 'least_busy' })] });
    expect(routed).toMatchObject({ memberId: 'brian', reason: { code: 'least_busy' } });
  });

  it('a rule may choose the inbox, whose policy then decides', () => {
    const rules = [rule({ conditions: { keywords: ['kurudisha'] }, inboxId: 'support' })];
    const inboxes = [inbox(), inbox({ id: 'support', policy: 'least_busy' })];
    const members = [member('amina'), member('chebet', { inboxIds: ['support'] })];
    expect(route({}, { rules, inboxes, members })).toMatchObject({
      inboxId: 'support',
      memberId: 'chebet',
      rule: { name: 'Complaints' },
    });
  });

  it('the first rule that holds wins, and one that names an absent person leaves it to the policy', () => {
    const rules = [rule({ memberId: 'brian' }), rule({ id: 'r2', memberId: 'amina' })];
    const members = [member('amina'), member('brian', { isAvailable: false })];
    expect(route({}, { rules, members })).toMatchObject({
      memberId: 'amina',
      reason: { code: 'round_robin' },
    });
  });

  it('nobody, where people pick for themselves', () => {
    expect(route({}, { inboxes: [inbox({ policy: 'manual' })] })).toMatchObject({
      memberId: null,
      reason: { code: 'manual' },
    });
  });

  it('nobody, when all are away or all are full, and it says which', () => {
    expect(route({}, { members: [member('amina', { isAvailable: false })] }).reason.code).toBe(
      'nobody_available',
    );
    expect(route({}, { members: [member('amina', { load: 10 })] }).reason.code).toBe('all_full');
    expect(
      route({}, { inboxes: [inbox({ capacity: 2 })], members: [member('amina', { load: 2 })] }).reason.code,
    ).toBe('all_full');
  });

  it('round robin goes on after whoever had the last turn, passing over the full', () => {
    const members = ['amina', 'brian', 'chebet'].map((id) => member(id));
    const next = (lastAssignedId: string | null, people = members) =>
      route({}, { inboxes: [inbox({ lastAssignedId })], members: people }).memberId;
    expect([next(null), next('amina'), next('brian'), next('chebet')]).toEqual([
      'amina',
      'brian',
      'chebet',
      'amina',
    ]);
    expect(next('amina', [members[0]!, member('brian', { load: 10 }), members[2]!])).toBe('chebet');
  });

  it('least busy means the emptiest desk for its size', () => {
    const members = [member('amina', { load: 3, capacity: 4 }), member('brian', { load: 4, capacity: 10 })];
    expect(route({}, { inboxes: [inbox({ policy: 'least_busy' })], members }).memberId).toBe('brian');
  });

  it('a manager who works in no inbox is given no turns, but keeps their own customers', () => {
    const members = [member('wanjiku', { inboxIds: [], seesAll: true })];
    expect(route({}, { members }).memberId).toBeNull();
    expect(route({ responsibleMemberId: 'wanjiku' }, { members }).memberId).toBe('wanjiku');
  });
});

describe('a rule', () => {
  it.each<[RoutingRule['conditions'], boolean, string]>([
    [{}, true, 'that asks nothing always holds'],
    [{ keywords: ['rudisha'] }, false, 'finds whole words only'],
    [{ keywords: ['KURUDISHA'] }, true, 'does not mind capitals'],
    [{ keywords: ['kurudisha pillow'] }, true, 'finds phrases'],
    [{ tags: ['ruiru'] }, true, 'looks at tags'],
    [{ languages: ['en'] }, false, 'looks at the language'],
    [{ hours: 'shut' }, false, 'looks at the clock'],
    [{ keywords: ['kurudisha'], languages: ['en'] }, false, 'holds only when all of it does'],
    [{ channelIds: ['c2'] }, false, 'looks at the number written to'],
  ])('%j: %s, it %s', (conditions, expected, _) => {
    expect(ruleHolds(conditions, arrival)).toBe(expected);
  });
});

describe('routing as a whole', () => {
  const people = fc.array(
    fc.record({
      id: fc.constantFrom('a', 'b', 'c', 'd'),
      name: fc.constant('x'),
      isAvailable: fc.boolean(),
      isPresent: fc.boolean(),
      capacity: fc.integer({ min: 1, max: 3 }),
      load: fc.integer({ min: 0, max: 4 }),
      inboxIds: fc.constantFrom<string[]>(['sales'], [], ['sales', 'support']),
      seesAll: fc.boolean(),
    }),
    { maxLength: 4 },
  );
  const inboxes = fc.tuple(
    fc.constantFrom('manual' as const, 'round_robin' as const, 'least_busy' as const),
    fc.option(fc.constantFrom('a', 'b', 'c')),
  );

  it('never gives work to somebody who is away, who may not see it, or by turns to somebody who is full or not at their desk', () => {
    fc.assert(
      fc.property(people, inboxes, fc.option(fc.constantFrom('a', 'b')), (members, [policy, last], owner) => {
        const unique = [...new Map(members.map((m) => [m.id, m])).values()];
        const around = { inboxes: [inbox({ policy, lastAssignedId: last })], members: unique };
        const routed = route({ ownerId: owner }, around);
        expect(route({ ownerId: owner }, { ...around, members: unique.toReversed() })).toEqual(routed);
        const chosen = unique.find((m) => m.id === routed.memberId);
        if (!chosen) return;
        expect(chosen.isAvailable && (chosen.seesAll || chosen.inboxIds.includes('sales'))).toBe(true);
        if (routed.reason.code === 'owner_available') return;
        expect(chosen.isPresent).toBe(true);
        expect(chosen.load).toBeLessThan(chosen.capacity);
      }),
    );
  });

  it('round robin gives everyone the same number of turns', () => {
    const turns = new Map<string, number>();
    let lastAssignedId: string | null = null;
    for (let n = 0; n < 30; n++) {
      const { memberId } = route({}, { inboxes: [inbox({ lastAssignedId })] });
      turns.set(memberId!, (turns.get(memberId!) ?? 0) + 1);
      lastAssignedId = memberId;
    }
    expect([...turns.values()]).toEqual([15, 15]);
  });
});
