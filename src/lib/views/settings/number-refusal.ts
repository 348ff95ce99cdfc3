import { errorSentence } from '#lib/errors/error-sentences.ts';
import { settingsWords } from '#lib/i18n/settings-words.svelte.ts';
import type { Asked } from '#lib/session/ask-server.ts';

/** Why a number or its token was not taken, and the way out, in a sentence each. */
export function numberRefusal(asked: Exclude<Asked<unknown>, { kind: 'ok' }>): string {
  const refusal = asked.kind === 'refused' ? asked.refusal : null;
  if (refusal?.code === 'provider_refused') {
    const { refusals } = settingsWords.t.channels.connect;
    return (refusals[String(refusal.details['key'])] ?? refusals['other']!).join(' ');
  }
  const isTaken = refusal?.code === 'number_taken';
  const known = isTaken ? 'number_taken' : asked.kind === 'refused' ? 'invalid_input' : 'unavailable';
  const { title, wayOut } = errorSentence(known);
  return `${title} ${wayOut}`;
}
