import { describe, expect, it } from 'vitest';
import { readGraphError } from '#server/providers/whatsapp/call-graph.ts';
import { classifyWhatsAppError, knownErrorCodes } from '#server/providers/whatsapp/classify-error.ts';
import { failureWords } from '#lib/errors/failure-sentences.ts';
import { WHATSAPP_ERROR_KEYS } from '#server/providers/whatsapp/error-catalogue.ts';
import { fixtureNames, readFixture } from './read-fixture.ts';

const EXPECTED: Record<string, string> = {
  '0': 'config',
  '1': 'retry',
  '2': 'retry',
  '3': 'config',
  '4': 'throttle',
  '10': 'config',
  '33': 'config',
  '100': 'bug',
  '200': 'config',
  '368': 'staff',
  '80007': 'throttle',
  '130429': 'throttle',
  '130472': 'recipient',
  '130497': 'staff',
  '131005': 'config',
  '131008': 'bug',
  '131009': 'bug',
  '131016': 'retry',
  '131021': 'bug',
  '131026': 'recipient',
  '131030': 'config',
  '131031': 'staff',
  '131037': 'staff',
  '131042': 'staff',
  '131045': 'staff',
  '131047': 'template',
  '131048': 'staff',
  '131049': 'recipient',
  '131050': 'optOut',
  '131051': 'bug',
  '131052': 'recipient',
  '131053': 'bug',
  '131057': 'retry',
  '131062': 'identity',
  '132000': 'template',
  '132001': 'template',
  '132005': 'template',
  '132007': 'template',
  '132012': 'template',
  '132015': 'template',
  '132016': 'template',
  '132068': 'staff',
  '132069': 'throttle',
  '133000': 'staff',
  '133004': 'retry',
  '133005': 'staff',
  '133006': 'staff',
  '133008': 'staff',
  '133009': 'staff',
  '133010': 'config',
  '133015': 'staff',
  '133016': 'throttle',
  '135000': 'bug',
  '137000': 'identity',
};

describe('classifyWhatsAppError', () => {
  it.each(fixtureNames('error-'))('knows what to do about %s', (name) => {
    const httpStatus = Number(/http(\d+)/.exec(name)?.[1]);
    const error = readGraphError(readFixture(name));
    if (error === null) throw new Error('no Graph error');
    const classification = classifyWhatsAppError({ httpStatus, ...error });
    expect(classification.class).toBe(EXPECTED[String(error.code)]);
    expect(WHATSAPP_ERROR_KEYS).toContain(classification.key);
  });

  it('slows down the right thing', () => {
    const scopeOf = (code: number) => classifyWhatsAppError({ httpStatus: 400, code }).scope;
    expect(scopeOf(130429)).toBe('number');
    expect(scopeOf(131056)).toBe('pair');
    expect(scopeOf(80007)).toBe('waba');
    expect(scopeOf(4)).toBe('app');
  });

  it('pauses the channel, not the message, when the token has expired', () => {
    expect(classifyWhatsAppError({ httpStatus: 401, code: 190 })).toEqual({
      class: 'config',
      key: 'tokenInvalid',
    });
  });

  it('tries a file once more only when Meta could not fetch our link', () => {
    const details = 'Media file could not be downloaded from the link provided in the request: HTTP 404.';
    expect(classifyWhatsAppError({ httpStatus: null, code: 131053, details })).toMatchObject({
      class: 'retry',
      retryLimit: 1,
    });
    expect(classifyWhatsAppError({ httpStatus: 400, code: 131053 }).class).toBe('bug');
  });

  it('tells an expired file from a wrong parameter', () => {
    expect(classifyWhatsAppError({ httpStatus: 400, code: 100, subcode: 33 }).key).toBe('mediaExpired');
    expect(classifyWhatsAppError({ httpStatus: 400, code: 100 }).key).toBe('requestWrong');
  });

  it('says so when it does not know a code', () => {
    expect(classifyWhatsAppError({ httpStatus: 400, code: 999_999 }).class).toBe('unknown');
    expect(classifyWhatsAppError({ httpStatus: 429, code: 999_999 }).class).toBe('throttle');
    expect(classifyWhatsAppError({ httpStatus: 403, code: null }).class).toBe('config');
  });

  it('has words for every code of the table', () => {
    for (const code of knownErrorCodes()) {
      const { key } = classifyWhatsAppError({ httpStatus: 400, code });
      expect(failureWords('sw', key)).not.toBe(failureWords('sw', 'unknown'));
    }
  });
});
