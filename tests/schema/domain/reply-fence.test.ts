import { describe, expect, it } from 'vitest';
import { isFenced } from '#schema/domain/reply-fence.ts';

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
