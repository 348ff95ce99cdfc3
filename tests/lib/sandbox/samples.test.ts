import { describe, expect, test } from 'vitest';
import { SANDBOX_FAULTS } from '#server/sandbox/plan-faults.ts';
import { FAULT_GROUPS, faultChange, faultMode, LATE_MS } from '#lib/sandbox/fault-switch.ts';
import { kindWord } from '#lib/sandbox/kind-word.ts';
import { fileKind, safeLink, shownKind } from '#lib/sandbox/shown-kind.ts';
import { makeSampleDocument } from '#lib/sandbox/sample-document.ts';
import { en } from '#lib/i18n/en.ts';
import { makePhoneMessage } from './make-phone-message.ts';

describe('what a customer can send without owning a file', () => {
  test('the sample document points at its own objects', () => {
    const text = new TextDecoder().decode(makeSampleDocument(['Order (2087)', 'Café']));
    const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(start, start + 4)).toBe('xref');
    const first = Number(/\n(\d{10}) 00000 n/.exec(text)?.[1]);
    expect(text.slice(first, first + 7)).toBe('1 0 obj');
    expect(text).toContain('(Order \\(2087\\)) Tj');
    expect(text).toContain('(Caf?) Tj');
  });
});

describe('what a bubble shows', () => {
  test('a template with a picture on top shows the picture', () => {
    const message = makePhoneMessage({
      type: 'template',
      mediaUrl: '/sandbox-api/media/1',
      mimeType: 'image/png',
    });
    expect(shownKind(message)).toBe('image');
    expect(shownKind(makePhoneMessage())).toBe('none');
  });

  test('a file WhatsApp would not show as a picture goes as a document', () => {
    expect(fileKind('image/jpeg')).toBe('image');
    expect(fileKind('image/svg+xml')).toBe('document');
    expect(fileKind('')).toBe('document');
  });

  test('a link that would run something leads nowhere', () => {
    expect(safeLink('https://tandika.example/pay')).toBe('https://tandika.example/pay');
    expect(safeLink('javascript:alert(1)')).toBeNull();
  });

  test('a customer who writes "constructor" is not taken for a type of message', () => {
    expect(kindWord('constructor', en.types)).toBeNull();
    expect(kindWord('image', en.types)).toBe('Photo');
  });
});

describe('faults', () => {
  test('every fault of the sandbox has a switch', () => {
    expect(Object.values(FAULT_GROUPS).flat().sort()).toEqual(Object.keys(SANDBOX_FAULTS).sort());
  });

  test('a fault that struck its one time is off again', () => {
    expect(faultMode({ next: 1, probability: 0, delayMs: 0 })).toBe('next');
    expect(faultMode({ next: 0, probability: 0, delayMs: 0 })).toBeNull();
    expect(faultMode({ next: 0, probability: 1, delayMs: 0 })).toBe('always');
  });

  test('late is as late as the switch says', () => {
    expect(faultChange('late', 'always')).toEqual({ next: 0, probability: 1, delayMs: LATE_MS });
    expect(faultChange('html503', null)).toEqual({ next: 0, probability: 0 });
  });
});
