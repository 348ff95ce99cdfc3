import { failuresEn } from './failures-en.ts';
import type { FailureKey, FailureWords } from './failures-en.ts';
import { failuresSw } from './failures-sw.ts';

/** A button under a message that did not go out. */
export type WayOutAction =
  'retry' | 'check' | 'mark_sent' | 'discard' | 'template' | 'link' | 'choose_another' | 'undo';

/** What WhatsApp's refusal means for a person, and what they can do about it. */
export type FailureSentence = { sentence: string; wayOut: WayOutAction[] };

const WORDS: Record<'en' | 'sw', Record<FailureKey, FailureWords>> = { en: failuresEn, sw: failuresSw };

const ANOTHER_WAY: readonly FailureKey[] = [
  'windowShut',
  'templateMissing',
  'templatePaused',
  'templateDisabled',
  'templateParameters',
  'templateText',
  'templateTooLong',
  'templatePolicy',
];
const ANOTHER_FILE: readonly FailureKey[] = ['ourMediaRefused', 'ourMediaLinkFailed'];
/** Sending the same again cannot help: the customer or the rules said no. */
const FINAL: readonly FailureKey[] = [
  'marketingHeldBack',
  'marketingExperiment',
  'marketingStopped',
  'customerMediaLost',
  'recipientIsSender',
  'typeNotSupported',
  'calling',
];
/** We have no better clue than the number, so it is shown. */
const SHOWS_CODE: readonly FailureKey[] = ['unknown', 'requestWrong', 'somethingWrong'];

/** What a stored reason says, in the words of a language; a key nobody has met says that much. */
export function failureWords(locale: 'en' | 'sw', key: string | null | undefined): FailureWords {
  return WORDS[locale][keyOf(key)];
}

/**
 * The sentence and buttons for why a message did not go. A window that is open now had shut then, or WhatsApp was wrong
 * about it: once more is worth a try.
 */
export function failureSentence(
  locale: 'en' | 'sw',
  failure: { key?: string | null; code?: number | null },
  { isWindowOpen = false }: { isWindowOpen?: boolean } = {},
): FailureSentence {
  const known = keyOf(failure.key);
  const key = known === 'windowShut' && isWindowOpen ? 'windowOpenAgain' : known;
  const { sentence, wayOut } = WORDS[locale][key];
  const code = SHOWS_CODE.includes(key) && failure.code ? ` (${failure.code})` : '';
  return { sentence: `${sentence.replace(/\.$/, '')}${code}. ${wayOut}`, wayOut: buttonsFor(key) };
}

function buttonsFor(key: FailureKey): WayOutAction[] {
  if (key === 'windowOpenAgain') return ['retry', 'template', 'discard'];
  if (ANOTHER_WAY.includes(key)) return ['template', 'discard'];
  if (ANOTHER_FILE.includes(key)) return ['choose_another', 'discard'];
  return FINAL.includes(key) ? ['discard'] : ['retry', 'discard'];
}

function keyOf(key: string | null | undefined): FailureKey {
  return key && Object.hasOwn(failuresEn, key) ? (key as FailureKey) : 'unknown';
}
