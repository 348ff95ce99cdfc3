import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationAfterMessage, emptyConversation } from '#schema/domain/conversation-after-message.ts';
import type { ConversationState, MessageForConversation } from '#schema/domain/conversation-after-message.ts';
import { SESSION_WINDOW_MS } from '#schema/domain/session-window.ts';

const now = Date.UTC(2026, 10, 20, 12);
const MINUTE = 60_000;

const fresh: ConversationState = emptyConversation(now);

function inbound(at: number, over: Partial<MessageForConversation> = {}): MessageForConversation {
  return {
    id: `in-${at}`,
    direction: 'inbound',
    type: 'text',
    text: `at ${at}`,
    at,
    authorName: 'Amina',
    authorMemberId: null,
    status: 'received',
    makesWork: true,
    ...over,
  };
}

function outbound(at: number): MessageForConversation {
  return {
    id: `out-${at}`,
    direction: 'outbound',
    type: 'text',
    text: `ours at ${at}`,
    at,
    authorName: 'Brian',
    authorMemberId: 'brian',
    status: 'queued',
    makesWork: false,
  };
}

const play = (messages: MessageForConversation[], from = fresh) =>
  messages.reduce(conversationAfterMessage, from);

describe('conversationAfterMessage', () => {
  it('a receipt of ours is shown and meets the fence, and whoever waits goes on waiting', () => {
    const waiting = conversationAfterMessage(fresh, inbound(now));
    const told = conversationAfterMessage(waiting, {
      ...inbound(now + MINUTE),
      direction: 'outbound',
      status: 'queued',
      keepsWaiting: true,
    });
    expect(told).toMatchObject({
      waitingOn: 'us',
      waitingSince: now,
      unansweredCount: 1,
      queueOrder: waiting.queueOrder,
      lastMessageDirection: 'outbound',
      lastAnswerId: `in-${now + MINUTE}`,
      lastAnswerMemberId: null,
    });
  });

  it('the first message puts the ball on our side and opens the window', () => {
    expect(play([inbound(now)])).toMatchObject({
      waitingOn: 'us',
      waitingSince: now,
      windowClosesAt: now + SESSION_WINDOW_MS,
      lastMessageText: `at ${now}`,
      inboundCount: 1,
      unansweredCount: 1,
    });
  });

  it('a customer who writes again still waits since their first unanswered message', () => {
    expect(play([inbound(now), inbound(now + MINUTE)])).toMatchObject({
      waitingSince: now,
      unansweredCount: 2,
    });
  });

  it('our reply puts the ball on their side and answers everything before it', () => {
    expect(play([inbound(now), outbound(now + MINUTE)])).toMatchObject({
      waitingOn: 'them',
      waitingSince: now + MINUTE,
      unansweredCount: 0,
      inboundCount: 1,
      lastMessageDirection: 'outbound',
    });
  });

  it('the answer that landed last is the last answer, even when it was written earlier', () => {
    const after = play([inbound(now), outbound(now + 2 * MINUTE), outbound(now + MINUTE)]);
    expect(after).toMatchObject({ lastAnswerId: `out-${now + MINUTE}`, lastAnswerMemberId: 'brian' });
    expect(after.lastMessageId).toBe(`out-${now + 2 * MINUTE}`);
  });

  it('an old message that arrives after our newer reply does not put the ball back on our side', () => {
    const after = play([inbound(now), outbound(now + 2 * MINUTE), inbound(now + MINUTE)]);
    expect(after).toMatchObject({
      waitingOn: 'them',
      unansweredCount: 0,
      lastMessageDirection: 'outbound',
      inboundCount: 2,
    });
  });

  it('a reply that was written before the customer’s newest message does not hide that they wait', () => {
    const after = play([inbound(now), inbound(now + 2 * MINUTE), outbound(now + MINUTE)]);
    expect(after).toMatchObject({ waitingOn: 'us', lastMessageText: `at ${now + 2 * MINUTE}` });
  });

  it('a late arrival never replaces a newer preview nor shortens the window', () => {
    const after = play([inbound(now), inbound(now - 60 * MINUTE)]);
    expect(after).toMatchObject({
      lastMessageText: `at ${now}`,
      windowClosesAt: now + SESSION_WINDOW_MS,
      lastInboundAt: now,
    });
    expect(after.waitingSince).toBe(now - 60 * MINUTE);
  });

  it.each(['closed', 'snoozed'] as const)('a customer who writes wakes a %s conversation', (status) => {
    const asleep = { ...fresh, status, snoozedUntil: status === 'snoozed' ? now + MINUTE : null };
    expect(play([inbound(now)], asleep)).toMatchObject({ status: 'open', snoozedUntil: null });
  });

  it('imported history is shown but is nobody’s work', () => {
    const after = play([inbound(now, { makesWork: false })], { ...fresh, status: 'closed' });
    expect(after).toMatchObject({
      status: 'closed',
      waitingOn: 'nobody',
      unansweredCount: 0,
      inboundCount: 0,
      lastMessageText: `at ${now}`,
    });
  });

  it('a preview is one line’s worth, however long the message', () => {
    expect(play([inbound(now, { text: 'a'.repeat(5_000) })]).lastMessageText).toHaveLength(140);
  });

  it('a preview never ends in half an emoji', () => {
    const text = play([inbound(now, { text: `${'a'.repeat(139)}🙏🏾` })]).lastMessageText ?? '';
    expect(text.isWellFormed()).toBe(true);
  });

  it('a picture without words has no preview text but a type', () => {
    expect(play([inbound(now, { type: 'image', text: null })])).toMatchObject({
      lastMessageText: null,
      lastMessageType: 'image',
    });
  });

  it('inbound messages in any order leave the same conversation', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 2 * 24 * 60 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(times, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (minutes, keys) => {
        const messages = minutes.map((m) => inbound(now + m * MINUTE));
        const shuffled = messages
          .map((message, i) => ({ message, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ message }) => message);
        expect(play(shuffled)).toEqual(play(messages));
      }),
    );
  });

  it('with our replies among them, whose turn it is does not depend on the order either', () => {
    const events = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 600 }), fc.boolean()), {
      minLength: 1,
      maxLength: 7,
      selector: ([minute]) => minute,
    });
    fc.assert(
      fc.property(events, fc.array(fc.nat(), { minLength: 7, maxLength: 7 }), (parts, keys) => {
        const messages = parts.map(([m, isOurs]) =>
          isOurs ? outbound(now + m * MINUTE) : inbound(now + m * MINUTE),
        );
        const shuffled = messages
          .map((message, i) => ({ message, key: keys[i] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ message }) => message);
        const inTime = [...messages].sort((a, b) => a.at - b.at);
        expect(play(shuffled).waitingOn).toBe(play(inTime).waitingOn);
        expect(play(shuffled).lastMessageId).toBe(play(inTime).lastMessageId);
        expect(play(shuffled).windowClosesAt).toBe(play(inTime).windowClosesAt);
      }),
    );
  });
});
