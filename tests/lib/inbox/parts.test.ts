import { expect, test } from 'vitest';
import { mentionParts } from '#lib/inbox/mention-parts.ts';
import { templateParts } from '#lib/inbox/template-parts.ts';
import { waveformBars } from '#lib/inbox/waveform.ts';

test('an e-mail address in a note is not a mention', () => {
  expect(mentionParts('andika amina@demo.kazi').some((part) => part.isMention)).toBe(false);
});

test('a mention ends before the full stop', () => {
  expect(mentionParts('Muulize @Brian.')).toEqual([
    { text: 'Muulize ', isMention: false },
    { text: '@Brian', isMention: true },
    { text: '.', isMention: false },
  ]);
});

test('template variables are found in either way of writing them', () => {
  expect(templateParts('Habari {{1}}, {jina}!')).toEqual([
    { kind: 'text', text: 'Habari ' },
    { kind: 'variable', text: '1' },
    { kind: 'text', text: ', ' },
    { kind: 'variable', text: 'jina' },
    { kind: 'text', text: '!' },
  ]);
});

test('a recording without loudness looks the same each time it is drawn', () => {
  expect(waveformBars(null, 38, 'm1')).toEqual(waveformBars(null, 38, 'm1'));
  expect(waveformBars([0, 1, 0, 1], 2, '')).toEqual([1, 1]);
  expect(waveformBars([0.5], 4, '')).toEqual([0.5, 0.5, 0.5, 0.5]);
});
