import { describe, expect, test } from 'vitest';
import { findCustomers, orderCustomers } from '#lib/sandbox/order-customers.ts';
import { createPresenceRule } from '#lib/sandbox/presence-rule.ts';
import { readNumber } from '#lib/sandbox/read-number.ts';
import { makePhoneCustomer } from './make-phone-message.ts';

function talked(id: string, at: number) {
  return makePhoneCustomer({ id, lastMessage: { text: 'x', at, direction: 'toBusiness' } });
}

describe('who are you', () => {
  test('who talked last comes first, a newcomer before those who never spoke', () => {
    const people = [
      makePhoneCustomer({ id: 'quiet' }),
      talked('early', 1),
      makePhoneCustomer({ id: 'new', origin: 'new' }),
      talked('late', 2),
    ];
    expect(orderCustomers(people).map((person) => person.id)).toEqual(['late', 'early', 'new', 'quiet']);
  });

  test('a row does not jump away from under the pointer, and someone new goes to the end', () => {
    const people = [talked('a', 1), talked('b', 9), talked('stranger', 5)];
    expect(orderCustomers(people, ['a', 'b']).map((person) => person.id)).toEqual(['a', 'b', 'stranger']);
  });

  test('a number is found as it is spoken, with nought or with country', () => {
    const people = [makePhoneCustomer({ phone: '254700000101' })];
    expect(findCustomers(people, '0700 000 101')).toHaveLength(1);
    expect(findCustomers(people, '+254 700 000 101')).toHaveLength(1);
    expect(findCustomers(people, '0711')).toHaveLength(0);
    expect(findCustomers(people, 'achi')).toHaveLength(1);
  });

  test('a Kenyan number gets its country, a foreign one keeps its own, words are no number', () => {
    expect(readNumber('0712 345 678')).toBe('254712345678');
    expect(readNumber('112345678')).toBe('254112345678');
    expect(readNumber('+44 7911 123456')).toBe('447911123456');
    expect(readNumber('')).toBe('');
    expect(readNumber('12')).toBeNull();
    expect(readNumber('o712345678')).toBeNull();
  });
});

describe('an open chat reads what comes', () => {
  test('and stops reading when the phone is put down', () => {
    const rule = createPresenceRule();
    expect(rule.onOpen({ id: 'a', presence: 'online' })).toBe('reads');
    expect(rule.onLeave('a')).toBe('online');
    expect(rule.onLeave('a')).toBeNull();
  });

  test('a phone that is off stays off', () => {
    expect(createPresenceRule().onOpen({ id: 'a', presence: 'offline' })).toBeNull();
  });

  test('what a person set by hand is not set back', () => {
    const rule = createPresenceRule();
    rule.onOpen({ id: 'a', presence: 'online' });
    rule.onSetByHand('a');
    expect(rule.onLeave('a')).toBeNull();
    expect(rule.onOpen({ id: 'a', presence: 'online' })).toBeNull();
  });
});
