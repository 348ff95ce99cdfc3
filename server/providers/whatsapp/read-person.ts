import type { Person } from './event-item.ts';
import { looseId, looseList, loosePhone, looseRecord, looseText, type Loose } from './read-loosely.ts';

/** Where the ids of one person stand: message, echo, call and status each name them differently. */
export interface PersonKeys {
  phone?: unknown;
  userId?: unknown;
  parentUserId?: unknown;
}

/**
 * Who is this? Joins the ids of a message with the contact of the same id in `contacts[]`.
 * Contacts do not line up with messages by position, may lack a profile, and may be missing altogether.
 */
export function readPerson(keys: PersonKeys, contacts: Loose[]): Person {
  const phone = loosePhone(keys.phone);
  const strayId = phone === null ? looseId(keys.phone) : null;
  const userId = looseId(keys.userId) ?? strayId;
  const contact = findContact({ phone, userId, contacts });
  const waId = loosePhone(contact?.['wa_id']);
  const profile = looseRecord(contact?.['profile']);
  const username = looseText(profile['username'] ?? contact?.['username'])
    ?.replace(/^@+/, '')
    .trim();
  return dropMissing({
    phone: phone ?? waId,
    waId: waId ?? phone,
    userId: userId ?? looseId(contact?.['user_id']) ?? (waId === null ? looseId(contact?.['wa_id']) : null),
    parentUserId: looseId(keys.parentUserId) ?? looseId(contact?.['parent_user_id']),
    username: username === '' ? null : username,
    profileName: looseText(profile['name'], 256)?.trim(),
    countryCode: looseText(profile['country_code'], 8)?.toUpperCase(),
    identityKeyHash: looseText(contact?.['identity_key_hash'], 256),
  });
}

interface ContactSearch {
  phone: string | null;
  userId: string | null;
  contacts: Loose[];
}

function findContact({ phone, userId, contacts }: ContactSearch): Loose | undefined {
  const byUserId =
    userId === null ? undefined : contacts.find((entry) => looseId(entry['user_id']) === userId);
  if (byUserId !== undefined) return byUserId;
  const byPhone = phone === null ? undefined : contacts.find((entry) => loosePhone(entry['wa_id']) === phone);
  if (byPhone !== undefined) return byPhone;
  // A message without any id of its own can only belong to the one contact that came with it.
  if (phone === null && userId === null && contacts.length === 1) return contacts[0];
  return undefined;
}

/** Removes null, undefined and empty keys, so that "unknown" has one spelling. */
export function dropMissing<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    if (value !== null && value !== undefined && value !== '') kept[key] = value;
  }
  return kept as { [K in keyof T]?: NonNullable<T[K]> };
}

/** The contacts of a value, as loose objects. */
export function readContacts(value: Loose): Loose[] {
  return looseList(value['contacts']);
}

/** Is anything told by which somebody can be known again? A username can change hands. */
export function isKnowable({ phone, waId, userId, parentUserId }: Person): boolean {
  return Boolean(phone ?? waId ?? userId ?? parentUserId);
}
