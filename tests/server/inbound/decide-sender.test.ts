import { describe, expect, it } from 'vitest';
import { decideSender, holderOfNumber, isOfSomebodyElse } from '#server/inbound/decide-sender.ts';
import type { Holding } from '#server/inbound/decide-sender.ts';

const number = (contactId: string, firstSeenAt: number, retiredAt: number | null = null): Holding => ({
  kind: 'whatsapp_id',
  value: '254700000011',
  contactId,
  firstSeenAt,
  retiredAt,
});
const id = (contactId: string, value: string): Holding => ({
  kind: 'whatsapp_user_id',
  value,
  contactId,
  firstSeenAt: 1,
  retiredAt: null,
});

describe('who wrote, when a number and an id are named', () => {
  it('is nobody we know when neither is on record, and the one whom either names', () => {
    expect(decideSender([], { seenAt: 5, isSomebodyElse: false })).toEqual({ kind: 'new' });
    const known = { kind: 'known', contactId: 'juma' };
    expect(decideSender([number('juma', 1)], { seenAt: 5, isSomebodyElse: false })).toEqual(known);
    expect(decideSender([id('juma', 'KE.1')], { seenAt: 5, isSomebodyElse: false })).toEqual(known);
  });

  it('is the number’s holder when the two name two people and nothing speaks against it', () => {
    expect(
      decideSender([number('juma', 1), id('asha', 'KE.2')], { seenAt: 5, isSomebodyElse: false }),
    ).toEqual({ kind: 'known', contactId: 'juma' });
  });

  it('is somebody new when the id cannot be that of the number’s holder', () => {
    expect(decideSender([number('juma', 1)], { seenAt: 5, isSomebodyElse: true })).toEqual({
      kind: 'passedOn',
      contactId: null,
      from: 'juma',
    });
  });

  it('is the first owner again when the number comes back to them', () => {
    const holdings = [number('asha', 5), number('juma', 1, 5), id('juma', 'KE.1')];
    expect(decideSender(holdings, { seenAt: 9, isSomebodyElse: true })).toEqual({
      kind: 'passedOn',
      contactId: 'juma',
      from: 'asha',
    });
  });

  it('is who had the number at the time of writing, however late it comes', () => {
    const holdings = [number('asha', 5), number('juma', 1, 5), id('juma', 'KE.1')];
    expect(decideSender(holdings, { seenAt: 4, isSomebodyElse: false })).toEqual({
      kind: 'known',
      contactId: 'juma',
    });
    expect(holderOfNumber(holdings, 4)?.contactId).toBe('juma');
    expect(holderOfNumber(holdings, 5)?.contactId).toBe('asha');
  });

  it('is somebody who had it before, when their words come after those of the next owner', () => {
    expect(decideSender([number('asha', 5)], { seenAt: 3, isSomebodyElse: true })).toEqual({
      kind: 'hadItBefore',
      contactId: null,
      holder: 'asha',
      until: 5,
    });
  });
});

describe('an id that cannot be theirs', () => {
  const current = { value: 'KE.1', isCurrent: true, isSameAccount: true };
  it('is another of the same account while theirs still holds', () => {
    expect(isOfSomebodyElse('KE.2', { ids: [current], areSame: false })).toBe(true);
  });
  it('is not: none at all, their own, a former one of theirs, or one somebody said is theirs', () => {
    expect(isOfSomebodyElse(undefined, { ids: [current], areSame: false })).toBe(false);
    expect(isOfSomebodyElse('KE.1', { ids: [current], areSame: false })).toBe(false);
    const former = { value: 'KE.0', isCurrent: false, isSameAccount: true };
    expect(isOfSomebodyElse('KE.0', { ids: [current, former], areSame: false })).toBe(false);
    expect(isOfSomebodyElse('KE.2', { ids: [current], areSame: true })).toBe(false);
  });
  it('is not when nothing can be compared: no id known, another account’s, or one that ended', () => {
    expect(isOfSomebodyElse('KE.2', { ids: [], areSame: false })).toBe(false);
    expect(isOfSomebodyElse('KE.2', { ids: [{ ...current, isSameAccount: false }], areSame: false })).toBe(
      false,
    );
    expect(isOfSomebodyElse('KE.2', { ids: [{ ...current, isCurrent: false }], areSame: false })).toBe(false);
  });
});
