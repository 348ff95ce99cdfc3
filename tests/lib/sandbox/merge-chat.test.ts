import { describe, expect, test } from 'vitest';
import { mergeChat, moveStatus, splitWaiting } from '#lib/sandbox/merge-chat.ts';
import { makePhoneMessage } from './make-phone-message.ts';

describe('a chat on the phone', () => {
  test('a list fetched too early does not take blue ticks back', () => {
    const chat = [makePhoneMessage({ id: 'a', status: 'read' })];
    expect(mergeChat(chat, [makePhoneMessage({ id: 'a', status: 'sent' })])[0]?.status).toBe('read');
    expect(moveStatus(chat, 'a', 'delivered')[0]?.status).toBe('read');
    expect(moveStatus([makePhoneMessage({ id: 'a', status: 'sent' })], 'a', 'read')[0]?.status).toBe('read');
  });

  test('a bubble heard of twice stands there once', () => {
    const one = makePhoneMessage({ id: 'a', text: 'Habari' });
    expect(mergeChat([one], [one])).toHaveLength(1);
  });

  test('a reaction arrives with its bubble', () => {
    const chat = [makePhoneMessage({ id: 'a' })];
    const reacted = makePhoneMessage({ id: 'a', reactions: { customer: null, business: '👍' } });
    expect(mergeChat(chat, [reacted])[0]?.reactions.business).toBe('👍');
  });

  test('what was written earlier stands above, whenever it was heard of', () => {
    const chat = mergeChat([makePhoneMessage({ id: 'b', at: 2 })], [makePhoneMessage({ id: 'a', at: 1 })]);
    expect(chat.map((message) => message.id)).toEqual(['a', 'b']);
  });

  test('a phone that is off shows nothing that has not reached it, and counts it', () => {
    const chat = [
      makePhoneMessage({ id: 'mine', direction: 'toBusiness', status: 'sent' }),
      makePhoneMessage({ id: 'under way', status: 'sent' }),
      makePhoneMessage({ id: 'here', status: 'delivered' }),
    ];
    const { shown, waiting } = splitWaiting(chat, 'offline');
    expect(shown.map((message) => message.id)).toEqual(['mine', 'here']);
    expect(waiting).toBe(1);
    expect(splitWaiting(chat, 'online')).toEqual({ shown: chat, waiting: 0 });
  });
});
