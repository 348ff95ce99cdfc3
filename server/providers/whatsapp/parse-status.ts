import type { CallItem, StatusItem } from './event-item.ts';
import { ownTime } from './own-time.ts';
import { instantOf, type MessageSurroundings } from './parse-message.ts';
import { readErrors } from './read-errors.ts';
import { dropMissing, readPerson } from './read-person.ts';
import {
  looseId,
  looseInstant,
  looseNumber,
  loosePhone,
  looseRecord,
  looseText,
  type Loose,
} from './read-loosely.ts';

/** One entry of `statuses[]`. Calls use the same key: they are told apart by type and by their `wacid.` ids. */
export function parseStatus(status: Loose, around: MessageSurroundings): StatusItem | CallItem | null {
  const id = looseId(status['id']);
  const word = looseText(status['status'], 64);
  if (id === null || word === null) {
    around.reportFault('status without id or word');
    return null;
  }
  if (status['type'] === 'call' || id.startsWith('wacid.'))
    return readCallStatus(status, { around, id, word });
  const pricing = looseRecord(status['pricing']);
  return {
    ...around.origin,
    kind: 'status',
    providerMessageId: id,
    status: word.toLowerCase(),
    at: instantOf(status, around),
    recipient: readRecipient(status),
    errors: readErrors(status['errors']),
    ...dropMissing({
      opaque: looseText(status['biz_opaque_callback_data'], 512),
      pricing: Object.keys(pricing).length === 0 ? null : readPricing(pricing),
    }),
  };
}

/** One entry of `calls[]`. */
export function parseCall(call: Loose, around: MessageSurroundings): CallItem | null {
  const callId = looseId(call['id']);
  if (callId === null) {
    around.reportFault('call without id');
    return null;
  }
  const startedAt = looseInstant(call['start_time']);
  const isTheirs = looseText(call['direction'])?.toUpperCase() !== 'BUSINESS_INITIATED';
  const keys = isTheirs
    ? { phone: call['from'], userId: call['from_user_id'] }
    : { phone: call['to'], userId: call['to_user_id'] };
  return {
    ...around.origin,
    kind: 'call',
    callId,
    event: looseText(call['event'], 64)?.toLowerCase() ?? 'unknown',
    at: instantOf(call, around),
    opensWindow: isTheirs,
    person: readPerson(keys, around.contacts),
    ...dropMissing({
      startedAt: startedAt === null ? null : ownTime({ said: startedAt, heardAt: around.heardAt }).at,
      durationMs: durationOf(call),
    }),
  };
}

function durationOf(call: Loose): number | null {
  const seconds = looseNumber(call['duration']);
  return seconds === null || seconds < 0 ? null : seconds * 1000;
}

interface CallStatusStart {
  around: MessageSurroundings;
  id: string;
  word: string;
}

function readCallStatus(status: Loose, { around, id, word }: CallStatusStart): CallItem {
  const keys = { phone: status['recipient_id'], userId: status['recipient_user_id'] };
  return {
    ...around.origin,
    kind: 'call',
    callId: id,
    event: word.toLowerCase(),
    at: instantOf(status, around),
    opensWindow: false,
    person: readPerson(keys, around.contacts),
  };
}

function readRecipient(status: Loose): StatusItem['recipient'] {
  const recipientId = looseId(status['recipient_id']);
  if (looseText(status['recipient_type'])?.toLowerCase() === 'group') {
    return dropMissing({
      groupId: recipientId,
      phone: loosePhone(status['recipient_participant_id']),
      userId: looseId(status['recipient_participant_user_id']),
    });
  }
  const phone = loosePhone(recipientId);
  return dropMissing({
    phone,
    userId: looseId(status['recipient_user_id']) ?? (phone === null ? recipientId : null),
  });
}

function readPricing(pricing: Loose): StatusItem['pricing'] {
  return {
    category: looseText(pricing['category'], 64),
    type: looseText(pricing['type'], 64),
    model: looseText(pricing['pricing_model'], 64),
    isBillable: typeof pricing['billable'] === 'boolean' ? pricing['billable'] : null,
  };
}
