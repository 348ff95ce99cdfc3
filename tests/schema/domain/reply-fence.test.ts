import { describe, expect, it } from 'vitest';
import { isFenced, isNewAnswer } from '#schema/domain/reply-fence.ts';

const answer = { id: 'answer-2', memberId: 'brian' };

describe('isFenced', () => {
  it.each([
    ['nobody has answered', null, { memberId: 'amina', seenAnswerId: null }, false],
    [
      'a colleague’s answer landed that she had not seen',
      answer,
      { memberId: 'amina', seenAnswerId: null },
      true,
    ],
    ['she had seen an older one only', answer, { memberId: 'amina', seenAnswerId: 'answer-1' }, true],
    ['she had seen it', answer, { memberId: 'amina', seenAnswerId: 'answer-2' }, false],
    ['it is his own', answer, { memberId: 'brian', seenAnswerId: null }, false],
    [
      'a rule answered',
      { id: 'answer-3', memberId: null },
      { memberId: 'amina', seenAnswerId: 'answer-2' },
      true,
    ],
  ] as const)('%s', (_, last, writer, expected) => {
    expect(isFenced(last, writer)).toBe(expected);
  });
});

describe('an answer from outside', () => {
  const told = { at: 10, isHandedOver: false };
  it('is news when nothing was answered, or nothing newer', () => {
    expect(isNewAnswer(null, told)).toBe(true);
    expect(isNewAnswer(9, told)).toBe(true);
    expect(isNewAnswer(10, told)).toBe(true);
  });
  it('is none when a newer one stands there, or when it comes with a history', () => {
    expect(isNewAnswer(11, told)).toBe(false);
    expect(isNewAnswer(null, { ...told, isHandedOver: true })).toBe(false);
    expect(isNewAnswer(9, { ...told, isHandedOver: true })).toBe(false);
  });
});
