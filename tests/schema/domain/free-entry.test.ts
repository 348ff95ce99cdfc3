import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conversationAfterMessage, emptyConversation } from '#schema/domain/conversation-after-message.ts';
import type { MessageForConversation } from '#schema/domain/conversation-after-message.ts';
import {
  afterAnswer,
  FREE_ENTRY_MS,
  freeEntryOf,
  isTemplateFree,
  needsWholeThread,
} from '#schema/domain/free-entry.ts';

const now = Date.UTC(2026, 10, 20, 12);
const HOUR = 60 * 60_000;

type Said = { is: 'ad' | 'word' | 'ours'; at: number; status?: MessageForConversation['status'] };

function messageOf({ is, at, status }: Said): MessageForConversation {
  const direction = is === 'ours' ? 'outbound' : 'inbound';
  return {
    id: `${is}-${at}`,
    direction,
    type: 'text',
    text: is,
    at,
    authorName: null,
    authorMemberId: null,
    status: status ?? (is === 'ours' ? 'queued' : 'received'),
    makesWork: true,
    opensEntry: is === 'ad',
  };
}

/** As the server does: step by step, and from the whole thread where a step cannot tell. */
function live(said: readonly Said[]) {
  let state = emptyConversation(now);
  said.forEach((one, n) => {
    const message = messageOf(one);
    const whole = needsWholeThread(state, message);
    state = conversationAfterMessage(state, message);
    if (whole) Object.assign(state, wholeThread(said.slice(0, n + 1)));
  });
  return { entryAt: state.entryAt, freeUntil: state.freeUntil };
}

function wholeThread(said: readonly Said[]) {
  const answers = said.filter(({ is, status }) => is === 'ours' && status !== 'failed').map(({ at }) => at);
  return freeEntryOf(
    said
      .filter(({ is }) => is === 'ad')
      .map(({ at }) => {
        const since = answers.filter((answer) => answer >= at);
        return { at, answeredAt: since.length > 0 ? Math.min(...since) : null };
      }),
  );
}

const ad = (hours: number): Said => ({ is: 'ad', at: now + hours * HOUR });
const word = (hours: number): Said => ({ is: 'word', at: now + hours * HOUR });
const ours = (hours: number, status?: Said['status']): Said => ({
  is: 'ours',
  at: now + hours * HOUR,
  status,
});

describe('until when everything is free', () => {
  it.each<[sentence: string, said: Said[], free: number | null]>([
    ['nobody came from an advertisement', [word(0), ours(1)], null],
    ['nobody answered', [ad(0), word(1)], null],
    ['answered at once: three days from the answer', [ad(0), ours(0)], 72],
    ['answered after an hour: three days from then', [ad(0), ours(1)], 73],
    ['answered in the last minute of the day', [ad(0), ours(23.99)], 95.99],
    ['answered when the day was over', [ad(0), ours(24)], null],
    ['answered a second time: the first counts', [ad(0), ours(1), ours(5)], 73],
    ['what we said before they came is no answer', [ours(-1), ad(0)], null],
    ['what failed is no answer, the next is', [ad(0), ours(1, 'failed'), ours(2)], 74],
    ['another word of theirs lengthens nothing', [ad(0), ours(1), word(20), ours(21)], 73],
    ['a second advertisement answered begins anew', [ad(0), ours(1), ad(30), ours(31)], 103],
    ['a second one unanswered takes nothing away', [ad(0), ours(1), ad(30)], 73],
    ['a second one answered too late takes nothing away', [ad(0), ours(1), ad(2), ours(27)], 73],
    ['one answer to two', [ad(0), ad(3), ours(4)], 76],
    ['heard of after our answer', [ours(1), ad(0)], 73],
    ['heard of after several answers: the first within the day', [ours(-2), ours(3), ours(2), ad(0)], 74],
    ['heard of after an answer too late', [ours(25), ad(0)], null],
    ['an earlier answer heard of later', [ad(0), ours(5), ours(2)], 74],
    ['an earlier answer to an earlier one heard of last', [ad(0), ours(5), ad(30), ours(2)], 74],
  ])('%s', (_, said, free) => {
    expect(live(said).freeUntil).toBe(free === null ? null : now + free * HOUR);
  });

  it('is the same in whatever order the messages come', () => {
    const one = fc.record({
      is: fc.constantFrom('ad', 'word', 'ours' as const),
      at: fc.integer({ min: 0, max: 120 }).map((h) => now + h * HOUR),
    });
    const thread = fc.uniqueArray(one, { selector: ({ at }) => at, maxLength: 9 });
    fc.assert(
      fc.property(thread, fc.infiniteStream(fc.nat()), (said, keys) => {
        const inTime = said.toSorted((a, b) => a.at - b.at);
        const shuffled = said
          .map((line) => ({ line, key: keys.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ line }) => line);
        expect(live(shuffled)).toEqual(live(inTime));
        expect(live(inTime)).toEqual(wholeThread(said));
      }),
      { seed: 31, numRuns: 3_000 },
    );
  });

  it('asks for the whole thread only when a step cannot tell', () => {
    const entered = { entryAt: now, freeUntil: null };
    expect(needsWholeThread(entered, messageOf(ours(1)))).toBe(false);
    expect(needsWholeThread(entered, messageOf(word(-1)))).toBe(false);
    expect(needsWholeThread({ entryAt: null, freeUntil: null }, messageOf(ours(-1)))).toBe(false);
    expect(needsWholeThread(entered, messageOf(ours(-1)))).toBe(true);
    expect(needsWholeThread(entered, messageOf(ad(-1)))).toBe(true);
    expect(afterAnswer(entered, now)).toEqual({ entryAt: now, freeUntil: now + FREE_ENTRY_MS });
  });
});

describe('a template', () => {
  it.each<[sentence: string, category: string, closesIn: number | null, freeFor: number | null, is: boolean]>(
    [
      ['of use in an open window is free', 'utility', 1, null, true],
      ['of use in a shut one is charged', 'utility', -1, null, false],
      ['that advertises is charged in an open window too', 'marketing', 1, null, false],
      ['that advertises is free from a free entry', 'marketing', 1, 1, true],
      ['is free from a free entry though the window is shut', 'marketing', -1, 1, true],
      ['is charged when the free entry is over', 'marketing', null, 0, false],
    ],
  )('%s', (_, category, closesIn, freeFor, is) => {
    const at = (hours: number | null) => (hours === null ? null : now + hours * HOUR);
    expect(isTemplateFree({ category, closesAt: at(closesIn), freeUntil: at(freeFor), now })).toBe(is);
  });
});
