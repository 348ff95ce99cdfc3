import { describe, expect, it } from 'vitest';
import { mendText, mendTexts } from '#schema/domain/mend-text.ts';

describe('text no database can keep', () => {
  it('loses its zero characters and gets a sign for half a pair', () => {
    expect(mendText('a\u0000b\ud83dc')).toBe('ab\ufffdc');
  });

  it('control: honest text in any script stays as it is', () => {
    for (const text of ['Habari 😀', 'שלום', '\u202eabc', '', '\r\n\t']) expect(mendText(text)).toBe(text);
  });

  it('is mended however deep it hides, and everything that is not text stays', () => {
    const hidden = { a: ['x\u0000', { 'k\u0000': '\udc00' }], n: 1, no: null, yes: true, gone: undefined };
    expect(mendTexts(hidden)).toEqual({
      a: ['x', { k: '\ufffd' }],
      n: 1,
      no: null,
      yes: true,
      gone: undefined,
    });
    expect(mendTexts(undefined)).toBeUndefined();
  });
});
