import { callGraph } from './call-graph.ts';
import type { GraphAccess } from './call-graph.ts';
import { looseId, looseList, looseRecord, looseText } from './read-loosely.ts';
import { endOf } from './send-message.ts';
import type { Refused, Unavailable, Unknown } from './send-message.ts';

/** What WhatsApp says of a number to whoever may speak for it. */
export type NumberSaid = {
  displayPhoneNumber: string;
  verifiedName: string | null;
  quality: string | null;
};

/** `otherAccount`: the number is there, but not among those of the account that was named. */
export type NumberOutcome =
  ({ kind: 'said' } & NumberSaid) | { kind: 'otherAccount' } | Refused | Unavailable | Unknown;

const FIELDS = 'id,display_phone_number,verified_name,quality_rating';
const MOST_NUMBERS = 200;

/** May this token speak for this number, and is it one of this account's? Changes nothing there. Never throws. */
export async function askAboutNumber(
  access: GraphAccess,
  { phoneNumberId, wabaId }: { phoneNumberId: string; wabaId: string | null },
): Promise<NumberOutcome> {
  const path = `${encodeURIComponent(phoneNumberId)}?fields=${FIELDS}`;
  const ended = endOf(await callGraph(access, { method: 'GET', path }));
  if (ended.kind !== 'ok') return ended;
  const number = looseRecord(ended.json);
  const displayPhoneNumber = looseText(number['display_phone_number'], 64);
  // A token may be shown something else under that id, a file for one.
  if (displayPhoneNumber === null) return { kind: 'unknown', reason: 'an answer without a number' };
  if (wabaId !== null) {
    const list = `${encodeURIComponent(wabaId)}/phone_numbers?fields=id&limit=${MOST_NUMBERS}`;
    const listed = endOf(await callGraph(access, { method: 'GET', path: list }));
    if (listed.kind === 'refused' && isNotThere(listed)) return { kind: 'otherAccount' };
    if (listed.kind !== 'ok') return listed;
    const ids = looseList(looseRecord(listed.json)['data'], MOST_NUMBERS).map((line) => looseId(line['id']));
    if (!ids.includes(phoneNumberId)) return { kind: 'otherAccount' };
  }
  return {
    kind: 'said',
    displayPhoneNumber,
    verifiedName: looseText(number['verified_name'], 512),
    quality: looseText(number['quality_rating'], 64),
  };
}

/** Meta says the same of an id that does not exist and of one this token may not see. */
export function isNotThere({ code }: Refused): boolean {
  return code === 100 || code === 33;
}
