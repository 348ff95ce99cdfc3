import type { WhatsAppErrorKey } from './error-catalogue.ts';

export type ErrorClass =
  | 'retry'
  | 'throttle'
  | 'config'
  | 'staff'
  | 'template'
  | 'recipient'
  | 'optOut'
  | 'bug'
  | 'identity'
  | 'unknown';

/** What must slow down: one business number, one number towards one person, our app, or the whole account. */
export type ThrottleScope = 'number' | 'pair' | 'app' | 'waba' | 'registration' | 'flow';

/**
 * What to do about a refusal. `retryLimit`: how many automatic tries more, absent where none are made by count.
 * `minDelayMs`: not earlier than this. `alsoStaff`: a person must act at Meta as well.
 */
export interface Classification {
  class: ErrorClass;
  key: WhatsAppErrorKey;
  scope?: ThrottleScope;
  retryLimit?: number;
  minDelayMs?: number;
  alsoStaff?: true;
}

export interface RefusedWith {
  /** Null for errors that arrive by webhook. */
  httpStatus: number | null;
  code: number | null;
  subcode?: number | null;
  details?: string | null;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const BY_CODE: Record<number, Classification> = {
  0: { class: 'config', key: 'tokenInvalid' },
  1: { class: 'retry', key: 'somethingWrong', retryLimit: 2 },
  2: { class: 'retry', key: 'serviceDown', retryLimit: 8 },
  3: { class: 'config', key: 'permissionMissing' },
  4: { class: 'throttle', key: 'appLimit', scope: 'app' },
  10: { class: 'config', key: 'permissionMissing' },
  33: { class: 'config', key: 'numberGone' },
  100: { class: 'bug', key: 'requestWrong' },
  190: { class: 'config', key: 'tokenInvalid' },
  368: { class: 'staff', key: 'policyBlocked' },
  80007: { class: 'throttle', key: 'appLimit', scope: 'waba' },
  130429: { class: 'throttle', key: 'sendingTooFast', scope: 'number' },
  130472: { class: 'recipient', key: 'marketingExperiment' },
  130497: { class: 'staff', key: 'countryRestricted' },
  131000: { class: 'retry', key: 'somethingWrong', retryLimit: 3 },
  131005: { class: 'config', key: 'permissionMissing' },
  131008: { class: 'bug', key: 'requestWrong' },
  131009: { class: 'bug', key: 'requestWrong' },
  131016: { class: 'retry', key: 'serviceDown', retryLimit: 8 },
  131021: { class: 'bug', key: 'recipientIsSender' },
  131026: { class: 'recipient', key: 'notOnWhatsApp' },
  131030: { class: 'config', key: 'testNumberOnly' },
  131031: { class: 'staff', key: 'accountLocked' },
  131037: { class: 'staff', key: 'displayName' },
  131042: { class: 'staff', key: 'billing' },
  131045: { class: 'staff', key: 'numberNotRegistered' },
  131047: { class: 'template', key: 'windowShut' },
  131048: { class: 'staff', key: 'spamLimit', scope: 'number' },
  131049: { class: 'recipient', key: 'marketingHeldBack', minDelayMs: DAY_MS },
  131050: { class: 'optOut', key: 'marketingStopped' },
  131051: { class: 'bug', key: 'typeNotSupported' },
  131052: { class: 'recipient', key: 'customerMediaLost' },
  131053: { class: 'bug', key: 'ourMediaRefused' },
  131055: { class: 'bug', key: 'marketingEndpointOnly' },
  131056: { class: 'throttle', key: 'tooManyToOnePerson', scope: 'pair' },
  131057: { class: 'retry', key: 'maintenance', retryLimit: 8, minDelayMs: MINUTE_MS },
  131062: { class: 'identity', key: 'phoneNeeded' },
  131063: { class: 'staff', key: 'marketingDisabled' },
  131064: { class: 'staff', key: 'messagingLimit' },
  132000: { class: 'template', key: 'templateParameters' },
  132001: { class: 'template', key: 'templateMissing' },
  132005: { class: 'template', key: 'templateTooLong' },
  132007: { class: 'template', key: 'templatePolicy' },
  132012: { class: 'template', key: 'templateParameters' },
  132015: { class: 'template', key: 'templatePaused', alsoStaff: true },
  132016: { class: 'template', key: 'templateDisabled', alsoStaff: true },
  132018: { class: 'bug', key: 'templateText' },
  132068: { class: 'staff', key: 'flowBlocked' },
  132069: { class: 'throttle', key: 'flowThrottled', scope: 'flow' },
  133000: { class: 'staff', key: 'registrationTrouble' },
  133004: { class: 'retry', key: 'serviceDown', retryLimit: 8 },
  133005: { class: 'staff', key: 'registrationTrouble' },
  133006: { class: 'staff', key: 'registrationTrouble' },
  133008: { class: 'staff', key: 'registrationTrouble' },
  133009: { class: 'staff', key: 'registrationTrouble' },
  133010: { class: 'config', key: 'numberNotRegistered' },
  133015: { class: 'staff', key: 'registrationTrouble' },
  133016: { class: 'throttle', key: 'registrationLimit', scope: 'registration' },
  134011: { class: 'staff', key: 'paymentsTerms' },
  135000: { class: 'bug', key: 'requestWrong' },
  137000: { class: 'identity', key: 'identityChanged' },
  2494100: { class: 'retry', key: 'maintenance', retryLimit: 8, minDelayMs: MINUTE_MS },
};

const BY_RANGE: { from: number; to: number; classification: Classification }[] = [
  { from: 200, to: 299, classification: { class: 'config', key: 'permissionMissing' } },
  { from: 134100, to: 134199, classification: { class: 'staff', key: 'paymentsTerms' } },
  { from: 138000, to: 138999, classification: { class: 'unknown', key: 'calling' } },
  { from: 139100, to: 139103, classification: { class: 'bug', key: 'blockList' } },
  { from: 2388000, to: 2388999, classification: { class: 'template', key: 'templateManagement' } },
];

/**
 * What kind of refusal is this, and what may be done about it?
 * Keyed on the code, as Meta asks: HTTP statuses and titles change. Without a code the status decides.
 */
export function classifyWhatsAppError({ httpStatus, code, subcode, details }: RefusedWith): Classification {
  if (code === null) return classifyStatus(httpStatus);
  if (code === 100 && subcode === 33) return { class: 'bug', key: 'mediaExpired' };
  // A link Meta could not fetch may work a second time; a wrong file never will.
  if (code === 131053 && /\blink\b/i.test(details ?? '')) {
    return { class: 'retry', key: 'ourMediaLinkFailed', retryLimit: 1 };
  }
  const known = BY_CODE[code] ?? BY_RANGE.find(({ from, to }) => code >= from && code <= to)?.classification;
  if (known !== undefined) return known;
  return httpStatus === 429 ? classifyStatus(429) : { class: 'unknown', key: 'unknown' };
}

/** Every single code the table knows, for tests and for the documentation page. */
export function knownErrorCodes(): number[] {
  return Object.keys(BY_CODE).map(Number);
}

function classifyStatus(httpStatus: number | null): Classification {
  if (httpStatus === 429) return { class: 'throttle', key: 'sendingTooFast', scope: 'number' };
  if (httpStatus === 401) return { class: 'config', key: 'tokenInvalid' };
  if (httpStatus === 403) return { class: 'config', key: 'permissionMissing' };
  if (httpStatus === 404 || httpStatus === 405) return { class: 'config', key: 'apiAddressWrong' };
  if (httpStatus !== null && httpStatus >= 300 && httpStatus < 400)
    return { class: 'config', key: 'apiAddressWrong' };
  return { class: 'unknown', key: 'unknown' };
}
