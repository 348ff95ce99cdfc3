import { errorSentence } from '#lib/errors/error-sentences.ts';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { Asked } from '#lib/session/ask-server.ts';

/** Why a number or its token was not taken, and the way out, in a sentence each. */
export function numberRefusal(asked: Exclude<Asked<unknown>, { kind: 'ok' }>): string {
  if (asked.kind === 'refused' && asked.said.code === 'provider_refused') {
    const { refusals } = i18n.t.channels.connect;
    return (refusals[asked.said.key ?? ''] ?? refusals['other']!).join(' ');
  }
  const isTaken = asked.kind === 'refused' && asked.said.code === 'number_taken';
  const known = isTaken ? 'number_taken' : asked.kind === 'refused' ? 'invalid_input' : 'unavailable';
  const { title, wayOut } = errorSentence(i18n.locale, known);
  return `${title} ${wayOut}`;
}
