import { describe, expect, it } from 'vitest';
import { CAPTION_LIMIT, textFault, TEXT_LIMIT } from '#schema/domain/message-limits.ts';

describe('textFault', () => {
  it.each([
    ['', 'text_empty'],
    [' \n\t ', 'text_empty'],
    ['a', null],
    ['a'.repeat(TEXT_LIMIT), null],
    ['a'.repeat(TEXT_LIMIT + 1), 'text_too_long'],
  ])('%j', (text, fault) => {
    expect(textFault(text)).toBe(fault);
  });
  it('counts an emoji as one character, as the person who typed it does', () => {
    expect(textFault('🙏'.repeat(TEXT_LIMIT))).toBeNull();
  });
  it('a caption has its own limit', () => {
    expect(textFault('a'.repeat(CAPTION_LIMIT + 1), CAPTION_LIMIT)).toBe('text_too_long');
  });
});
