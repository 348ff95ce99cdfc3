import { describe, expect, it } from 'vitest';
import { isSignatureValid, signBody } from '#server/providers/whatsapp/verify-signature.ts';
import { readFixture } from './read-fixture.ts';

interface Vector {
  name: string;
  raw_body: string;
  signature: string;
  valid: boolean;
}

const fixture = readFixture('signature-vectors.json') as unknown as { app_secret: string; vectors: Vector[] };

describe('isSignatureValid', () => {
  it.each(fixture.vectors)('judges the vector "$name" as Meta would', ({ raw_body, signature, valid }) => {
    expect(isSignatureValid(Buffer.from(raw_body), signature, fixture.app_secret)).toBe(valid);
  });

  it('refuses a missing header, a cut one and one with a tail', () => {
    const body = Buffer.from('{}');
    const good = signBody(body, 'secret');
    expect(isSignatureValid(body, good, 'secret')).toBe(true);
    expect(isSignatureValid(body, undefined, 'secret')).toBe(false);
    expect(isSignatureValid(body, good.slice(0, -1), 'secret')).toBe(false);
    expect(isSignatureValid(body, `${good}0`, 'secret')).toBe(false);
  });

  it('never accepts anything while no secret is set', () => {
    expect(isSignatureValid(Buffer.from('{}'), signBody('{}', 'x'), '')).toBe(false);
  });
});
