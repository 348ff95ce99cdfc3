import { askAboutNumber, isNotThere } from '../providers/whatsapp/ask-about-number.ts';
import type { NumberOutcome, NumberSaid } from '../providers/whatsapp/ask-about-number.ts';

export type NumberAsked = {
  apiUrl: string;
  accessToken: string;
  phoneNumberId: string;
  wabaId: string | null;
};

/** What WhatsApp says, or why it will not have it, as the key of a sentence. */
export type NumberChecked = { said: NumberSaid } | { key: string };

const TIMEOUT_MS = 10_000;

/** Asks WhatsApp whether this token may speak for this number. */
export async function checkNumber({ apiUrl, accessToken, ...about }: NumberAsked): Promise<NumberChecked> {
  const outcome = await askAboutNumber({ apiUrl, accessToken, timeoutMs: TIMEOUT_MS }, about);
  if (outcome.kind !== 'said') return { key: refusalKey(outcome) };
  const { displayPhoneNumber, verifiedName, quality } = outcome;
  return { said: { displayPhoneNumber, verifiedName, quality } };
}

/** Why the number cannot be connected like this. What will pass by itself, and what never answered, is one thing here. */
export function refusalKey(outcome: Exclude<NumberOutcome, { kind: 'said' }>): string {
  if (outcome.kind === 'otherAccount') return 'accountUnknown';
  if (outcome.kind !== 'refused') return 'unreachable';
  if (isNotThere(outcome)) return 'numberUnknown';
  const { class: kind, key } = outcome.classification;
  return kind === 'retry' || kind === 'throttle' ? 'unreachable' : key;
}
