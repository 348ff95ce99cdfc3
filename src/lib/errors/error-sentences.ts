import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { ErrorCode, RefusalDetails } from '#schema/errors.ts';
import { errorsEn } from './errors-en.ts';
import type { ErrorSentence, ErrorSentences } from './errors-en.ts';

/** What refusals say, in the chosen language. */
export const errorWords = i18n.addPart<ErrorSentences>(errorsEn, {
  sw: async () => (await import('./errors-sw.ts')).errorsSw,
});

/** What to say about a refusal, with the names and limits that travelled with it. */
export function errorSentence(code: ErrorCode, details: RefusalDetails = {}): ErrorSentence {
  return errorWords.t[code](details);
}
