import type { enSandbox } from '#lib/i18n/en-sandbox.ts';
import type { Answer } from './sandbox-api.ts';

/** The sentence for words that did not go out; null when they did. */
export function sendProblem(answer: Answer<unknown>, words: (typeof enSandbox)['phonePage']): string | null {
  if (answer.kind === 'ok') return null;
  return answer.kind === 'refused' ? words.notSent : words.notReached;
}
