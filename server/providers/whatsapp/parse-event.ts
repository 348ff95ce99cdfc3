import type {
  EchoItem,
  EditItem,
  EventItem,
  EventOrigin,
  HistoryItem,
  ParsedEvent,
  ReactionItem,
  RevokeItem,
  UserPreferenceItem,
} from './event-item.ts';
import { ownTime } from './own-time.ts';
import { isAccountField, parseAccountNotice } from './parse-account.ts';
import {
  instantOf,
  isChange,
  parseMessage,
  readChange,
  readMessageBody,
  timeOf,
  type MessageSurroundings,
} from './parse-message.ts';
import { parseCall, parseStatus } from './parse-status.ts';
import { readErrors } from './read-errors.ts';
import { dropMissing, isKnowable, readContacts, readPerson } from './read-person.ts';
import {
  looseId,
  looseInstant,
  looseList,
  loosePhone,
  looseNumber,
  looseRecord,
  looseText,
} from './read-loosely.ts';
import type { Loose } from './read-loosely.ts';

/** Beyond this many faults one more line helps nobody. */
const MAX_FAULTS = 50;

/**
 * What does this webhook body say? Total: any JSON value gives an answer, nothing throws.
 * Pieces come in the order of the body. `receivedAt` (ms) stands in for timestamps that cannot be read, and for those that
 * lie ahead of it.
 */
export function parseWhatsAppEvent(body: unknown, { receivedAt }: { receivedAt?: number } = {}): ParsedEvent {
  const parsed: ParsedEvent = { items: [], faults: [], numbers: new Map() };
  const heardAt = receivedAt ?? Number.POSITIVE_INFINITY;
  const root = looseRecord(body);
  const object = looseText(root['object']);
  if (object === null) {
    parsed.faults.push('body: no object name');
    return parsed;
  }
  if (object !== 'whatsapp_business_account') {
    const reason = `object ${object.slice(0, 64)} is not WhatsApp`;
    parsed.items.push({
      wabaId: null,
      phoneNumberId: null,
      kind: 'ignored',
      field: object.slice(0, 64),
      reason,
    });
    return parsed;
  }
  if (!Array.isArray(root['entry'])) parsed.faults.push('body: no entries');
  for (const [entryIndex, entry] of looseList(root['entry']).entries()) {
    if (!Array.isArray(entry['changes'])) parsed.faults.push(`entry[${entryIndex}]: no changes`);
    const entryAt = entryTime(entry, heardAt);
    for (const [changeIndex, change] of looseList(entry['changes']).entries()) {
      const place = `entry[${entryIndex}].changes[${changeIndex}]`;
      readWebhookChange(change, { place, entryAt, heardAt, wabaId: looseId(entry['id']), parsed });
    }
  }
  return parsed;
}

interface ChangePlace {
  place: string;
  entryAt: number | null;
  heardAt: number;
  wabaId: string | null;
  parsed: ParsedEvent;
}

function readWebhookChange(change: Loose, { place, entryAt, heardAt, wabaId, parsed }: ChangePlace): void {
  const field = looseText(change['field'], 64) ?? 'unnamed';
  const value = looseRecord(change['value']);
  const metadata = looseRecord(value['metadata']);
  const phoneNumberId = looseId(metadata['phone_number_id']);
  const written = writtenNumber(metadata['display_phone_number']);
  if (phoneNumberId !== null && written !== null) parsed.numbers.set(phoneNumberId, written);
  const origin: EventOrigin = { wabaId, phoneNumberId };
  if (isAccountField(field)) {
    parsed.items.push(parseAccountNotice(value, { field, at: entryAt, origin }));
    return;
  }
  const around = (part: string): MessageSurroundings => ({
    origin,
    contacts: readContacts(value),
    fallbackAt: entryAt ?? (Number.isFinite(heardAt) ? heardAt : 0),
    heardAt,
    reportFault: (reason) => {
      if (parsed.faults.length < MAX_FAULTS) parsed.faults.push(`${place}.${part}: ${reason}`);
    },
  });
  const before = parsed.items.length + parsed.faults.length;
  const readAll = (
    key: string,
    read: (entry: Loose, surroundings: MessageSurroundings) => EventItem | null,
  ) => {
    for (const [index, entry] of looseList(value[key]).entries()) {
      const item = read(entry, around(`${key}[${index}]`));
      if (item !== null) parsed.items.push(item);
    }
  };
  readAll('messages', parseMessage);
  readAll('message_echoes', readEcho);
  readAll('statuses', parseStatus);
  readAll('calls', parseCall);
  readAll('user_preferences', readPreference);
  readAll('history', readHistory);
  const errors = readErrors(value['errors']);
  if (errors.length > 0) parsed.items.push({ ...origin, kind: 'valueError', errors });
  if (parsed.items.length + parsed.faults.length > before) return;
  if (field === 'messages') around('value').reportFault('no messages, statuses or errors');
  else parsed.items.push({ ...origin, kind: 'ignored', field, reason: 'nothing in it that we use' });
}

/** Only news of an account has a time of its own there. */
function entryTime(entry: Loose, heardAt: number): number | null {
  const said = looseInstant(entry['time']);
  return said === null ? null : ownTime({ said, heardAt }).at;
}

/** Some bodies have it with spaces and a plus, some as bare digits. */
function writtenNumber(value: unknown): string | null {
  const digits = loosePhone(value);
  if (digits === null) return null;
  const text = looseText(value, 64) ?? '';
  return text.startsWith('+') ? text : `+${digits}`;
}

/** What a colleague did in the phone app: wrote, corrected, took back, reacted. */
function readEcho(
  echo: Loose,
  around: MessageSurroundings,
): EchoItem | ReactionItem | EditItem | RevokeItem | null {
  const providerMessageId = looseId(echo['id']);
  if (providerMessageId === null) {
    around.reportFault('echo without id');
    return null;
  }
  const { at: sentAt, saidAt } = timeOf(echo, around);
  const recipient = readPerson({ phone: echo['to'], userId: echo['to_user_id'] }, around.contacts);
  if (isChange(looseText(echo['type']))) {
    const base = { ...around.origin, providerMessageId, sender: recipient };
    return readChange(echo, { base, sentAt, around, more: { isOurs: true } });
  }
  if (!isKnowable(recipient))
    around.reportFault('an echo says neither the number nor the id of who it went to');
  const times = { sentAt, ...dropMissing({ saidAt }) };
  return { ...around.origin, kind: 'echo', providerMessageId, ...times, recipient, ...readMessageBody(echo) };
}

function readPreference(preference: Loose, around: MessageSurroundings): UserPreferenceItem {
  return {
    ...around.origin,
    kind: 'userPreference',
    person: readPerson({ phone: preference['wa_id'], userId: preference['user_id'] }, around.contacts),
    category: looseText(preference['category'], 64) ?? 'marketing_messages',
    value: looseText(preference['value'], 64)?.toLowerCase() ?? 'unknown',
    at: instantOf(preference, around),
    detail: looseText(preference['detail'], 1_024),
  };
}

function readHistory(chunk: Loose, around: MessageSurroundings): HistoryItem {
  const metadata = looseRecord(chunk['metadata']);
  const messages: HistoryItem['messages'] = [];
  for (const thread of looseList(chunk['threads'])) {
    const threadPhone = loosePhone(thread['id']);
    for (const message of looseList(thread['messages'])) {
      const providerMessageId = looseId(message['id']);
      if (providerMessageId === null) {
        around.reportFault('history message without id');
        continue;
      }
      const isTheirs = loosePhone(message['from']) === threadPhone;
      const { from, to } = message;
      const keys = isTheirs
        ? { phone: looseId(from) ?? thread['id'], userId: message['from_user_id'] }
        : { phone: looseId(to) ?? thread['id'], userId: message['to_user_id'] };
      const { at: sentAt, saidAt } = timeOf(message, around);
      messages.push({
        direction: isTheirs ? 'inbound' : 'outbound',
        providerMessageId,
        sentAt,
        ...dropMissing({ saidAt }),
        person: readPerson(keys, around.contacts),
        status: looseText(looseRecord(message['history_context'])['status'], 64)?.toLowerCase() ?? null,
        ...readMessageBody(message),
      });
    }
  }
  return {
    ...around.origin,
    kind: 'history',
    messages,
    phase: looseNumber(metadata['phase']),
    progress: looseNumber(metadata['progress']),
    errors: readErrors(chunk['errors']),
  };
}
