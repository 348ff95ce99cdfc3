import { describe, expect, it } from 'vitest';
import { limitInWords, mediaFault, mediaKindOf } from '#schema/domain/media-limits.ts';

const MB = 1024 * 1024;

describe('what a file goes as', () => {
  it.each([
    ['image/jpeg', 'image'],
    ['image/png', 'image'],
    ['image/webp', null],
    ['image/heic', null],
    ['image/gif', null],
    ['video/mp4', 'video'],
    ['audio/ogg', 'audio'],
    ['audio/wav', null],
    ['application/pdf', 'document'],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'document'],
    ['text/plain', 'document'],
    ['application/zip', null],
    ['application/octet-stream', null],
  ])('%s: %s', (type, kind) => {
    expect(mediaKindOf(type)).toBe(kind);
  });

  it('a recording is a voice note only in a kind WhatsApp plays as one', () => {
    expect(mediaKindOf('audio/ogg', { isVoice: true })).toBe('voice');
    expect(mediaKindOf('audio/mpeg', { isVoice: true })).toBeNull();
    expect(mediaKindOf('image/png', { isVoice: true })).toBeNull();
  });
});

it.each([
  ['image', 5 * MB, null],
  ['image', 5 * MB + 1, 'media_too_large'],
  ['video', 16 * MB + 1, 'media_too_large'],
  ['document', 100 * MB, null],
  ['document', 0, 'media_unsupported'],
  [null, 1, 'media_unsupported'],
] as const)('%s of %i bytes: %s', (kind, sizeBytes, fault) => {
  expect(mediaFault({ kind, sizeBytes })).toBe(fault);
});

it('limits are said in words', () => {
  expect(limitInWords('image')).toBe('5 MB');
  expect(limitInWords('document')).toBe('100 MB');
});
