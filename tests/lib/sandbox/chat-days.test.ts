import { describe, expect, test } from 'vitest';
import { groupByDay } from '#lib/sandbox/chat-days.ts';
import { tappedChoices } from '#lib/sandbox/tapped-choices.ts';
import { makePhoneMessage } from './make-phone-message.ts';

const MINUTE_MS = 60_000;
const NAIROBI = { timeZone: 'Africa/Nairobi' };

describe('days and runs of a chat', () => {
  test('midnight is where the business is, not in Greenwich', () => {
    const late = Date.UTC(2026, 10, 22, 20, 59);
    const days = groupByDay(
      [makePhoneMessage({ id: 'a', at: late }), makePhoneMessage({ id: 'b', at: late + 2 * MINUTE_MS })],
      NAIROBI,
    );
    expect(days.map((day) => day.items.map(({ message }) => message.id))).toEqual([['a'], ['b']]);
  });

  test('bubbles of one author within minutes hang together; an answer or a pause parts them', () => {
    const at = Date.UTC(2026, 10, 23, 9, 0);
    const chat = [
      makePhoneMessage({ id: 'a', at }),
      makePhoneMessage({ id: 'b', at: at + MINUTE_MS }),
      makePhoneMessage({ id: 'c', at: at + 2 * MINUTE_MS, direction: 'toBusiness' }),
      makePhoneMessage({ id: 'd', at: at + 20 * MINUTE_MS, direction: 'toBusiness' }),
    ];
    const items = groupByDay(chat, NAIROBI)[0]?.items ?? [];
    expect(items.map((item) => [item.isFirst, item.isLast])).toEqual([
      [true, false],
      [false, true],
      [true, true],
      [true, true],
    ]);
  });

  test('a tapped button remembers that it was tapped', () => {
    const chat = [
      makePhoneMessage({ id: 'a' }),
      makePhoneMessage({ id: 'b', direction: 'toBusiness', type: 'choice', replyToId: 'a', text: 'Kesho' }),
      makePhoneMessage({ id: 'c', direction: 'toBusiness', replyToId: 'a', text: 'Leo' }),
    ];
    expect([...(tappedChoices(chat).get('a') ?? [])]).toEqual(['Kesho']);
  });
});
