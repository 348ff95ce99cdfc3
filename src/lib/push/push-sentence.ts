import type { enNotify } from '#lib/i18n/en-notify.ts';
import type { PushPayload } from '#schema/domain/push-payload.ts';

type Words = (typeof enNotify)['notify'];

/** Title and line of what a device shows: one thing says itself, several are counted and name who they are about. */
export function pushSentence(
  payload: PushPayload,
  words: Words,
  lineOf: (payload: PushPayload) => string,
): { title: string; body: string } {
  const { count, names, people, contactName } = payload;
  if (count === 1) return { title: contactName, body: lineOf(payload) };
  return { title: words.summary(count), body: words.about(names.join(', '), people - names.length) };
}
