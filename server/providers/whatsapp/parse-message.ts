import type {
  EditItem,
  EventItem,
  EventOrigin,
  MessageBody,
  MessageContext,
  Person,
  ReactionItem,
  Referral,
  RevokeItem,
} from './event-item.ts';
import { ownTime, type OwnTime } from './own-time.ts';
import { readContent, readMedia, readWords } from './read-content.ts';
import { readErrors } from './read-errors.ts';
import { dropMissing, isKnowable, readPerson } from './read-person.ts';
import {
  looseBoolean,
  looseId,
  looseInstant,
  loosePhone,
  looseRecord,
  looseText,
  type Loose,
} from './read-loosely.ts';

export interface MessageSurroundings {
  origin: EventOrigin;
  contacts: Loose[];
  /** Stands in for a missing timestamp, in ms. */
  fallbackAt: number;
  /** When we heard of it, in ms: nothing counts as later. */
  heardAt: number;
  reportFault: (reason: string) => void;
}

/** One entry of `messages[]` as the event it means, or null (with a fault) when it has no id to know it by. */
export function parseMessage(message: Loose, around: MessageSurroundings): EventItem | null {
  const providerMessageId = looseId(message['id']);
  if (providerMessageId === null) {
    around.reportFault('message without id');
    return null;
  }
  const { at: sentAt, saidAt } = timeOf(message, around);
  const base = { ...around.origin, providerMessageId, sender: senderOf(message, around.contacts) };
  const groupId = dropMissing({ groupId: looseId(message['group_id']) });
  const type = looseText(message['type']);
  if (isChange(type)) return readChange(message, { base, sentAt, around, more: groupId });
  if (type === 'system') {
    // A group's own news names people who never wrote to us.
    if (groupId.groupId !== undefined)
      return { ...around.origin, kind: 'ignored', field: 'messages', reason: 'news of a group' };
    return readSystem(message, { base, sentAt });
  }
  if (!isKnowable(base.sender))
    around.reportFault('a message says neither the number nor the id of who wrote it');
  const times = { sentAt, ...dropMissing({ saidAt }) };
  return { ...base, kind: 'message', ...times, ...groupId, ...readMessageBody(message) };
}

/** Does this entry say something about an earlier message, whoever wrote it? */
export function isChange(type: string | null): type is 'reaction' | 'edit' | 'revoke' {
  return type === 'reaction' || type === 'edit' || type === 'revoke';
}

interface ChangeStart {
  base: EventOrigin & { providerMessageId: string; sender: Person };
  sentAt: number;
  around: MessageSurroundings;
  /** What only a reaction carries. */
  more: { groupId?: string; isOurs?: true };
}

/** A reaction, a correction or a deletion; null, with a fault, when it does not say of what. */
export function readChange(
  message: Loose,
  { base, sentAt, around, more }: ChangeStart,
): ReactionItem | EditItem | RevokeItem | null {
  switch (looseText(message['type'])) {
    case 'reaction': {
      const reaction = looseRecord(message['reaction']);
      const targetProviderMessageId = looseId(reaction['message_id']);
      if (targetProviderMessageId === null) {
        around.reportFault('reaction without message id');
        return null;
      }
      const emoji = looseText(reaction['emoji'], 64);
      return { ...base, kind: 'reaction', targetProviderMessageId, emoji, sentAt, ...more };
    }
    case 'edit': {
      const edit = looseRecord(message['edit']);
      const originalProviderMessageId = looseId(edit['original_message_id']);
      if (originalProviderMessageId === null) {
        around.reportFault('edit without original message id');
        return null;
      }
      const body = readMessageBody(looseRecord(edit['message']));
      return { ...base, kind: 'edit', originalProviderMessageId, editedAt: sentAt, ...body };
    }
    default: {
      const originalProviderMessageId = looseId(looseRecord(message['revoke'])['original_message_id']);
      if (originalProviderMessageId === null) {
        around.reportFault('revoke without original message id');
        return null;
      }
      return { ...base, kind: 'revoke', originalProviderMessageId, revokedAt: sentAt };
    }
  }
}

/** The words, file, quote and advertisement of a message, whoever wrote it. */
export function readMessageBody(message: Loose): MessageBody {
  const content = readContent(message);
  return {
    type: content.kind,
    text: readWords(content, message),
    content,
    errors: readErrors(message['errors']),
    ...dropMissing({
      media: readMedia(message),
      context: readContext(message['context']),
      referral: readReferral(message['referral']),
    }),
  };
}

/** The send time of a message; the fallback (with a fault) when it has none that can be read. */
export function timeOf(message: Loose, { fallbackAt, heardAt, reportFault }: MessageSurroundings): OwnTime {
  const said = looseInstant(message['timestamp']);
  if (said !== null) return ownTime({ said, heardAt });
  reportFault('no readable timestamp');
  return { at: fallbackAt };
}

/** The time of what is kept without what was said of it. */
export function instantOf(message: Loose, around: MessageSurroundings): number {
  return timeOf(message, around).at;
}

function senderOf(message: Loose, contacts: Loose[]) {
  const keys = {
    phone: message['from'],
    userId: message['from_user_id'],
    parentUserId: message['from_parent_user_id'],
  };
  if (looseText(message['type']) !== 'system') return readPerson(keys, contacts);
  // A system message may name only the ids it changes.
  const previous = looseRecord(message['system'])['previous_user_id'];
  return readPerson({ ...keys, userId: looseId(keys.userId) ?? previous }, contacts);
}

const SYSTEM_CHANGES: Record<string, 'number' | 'userId' | 'identity'> = {
  user_changed_number: 'number',
  customer_changed_number: 'number',
  user_changed_user_id: 'userId',
  customer_identity_changed: 'identity',
};

interface SystemStart {
  base: EventOrigin & { providerMessageId: string; sender: ReturnType<typeof readPerson> };
  sentAt: number;
}

function readSystem(message: Loose, { base, sentAt }: SystemStart): EventItem {
  const system = looseRecord(message['system']);
  const systemType = looseText(system['type'], 64) ?? 'untyped';
  return {
    ...base,
    kind: 'system',
    sentAt,
    change: SYSTEM_CHANGES[systemType] ?? 'other',
    systemType,
    body: looseText(system['body'], 4_096),
    becomes: dropMissing({
      phone: loosePhone(system['wa_id']) ?? loosePhone(system['new_wa_id']),
      userId: looseId(system['user_id']),
      identityKeyHash: looseText(looseRecord(message['identity'])['hash'] ?? system['identity'], 256),
    }),
  };
}

function readContext(value: unknown): MessageContext | null {
  const context = looseRecord(value);
  const product = looseRecord(context['referred_product']);
  const referredProduct = {
    catalogId: looseText(product['catalog_id']),
    productId: looseText(product['product_retailer_id']),
  };
  const hasProduct = referredProduct.catalogId !== null || referredProduct.productId !== null;
  const read: MessageContext = dropMissing({
    repliedToProviderId: looseId(context['id']),
    forwarded: looseBoolean(context['forwarded']) || null,
    frequentlyForwarded: looseBoolean(context['frequently_forwarded']) || null,
    referredProduct: hasProduct ? referredProduct : null,
  });
  return Object.keys(read).length === 0 ? null : read;
}

function readReferral(value: unknown): Referral | null {
  const referral = looseRecord(value);
  if (Object.keys(referral).length === 0) return null;
  return {
    sourceUrl: looseText(referral['source_url'], 4_096),
    sourceId: looseText(referral['source_id']),
    sourceType: looseText(referral['source_type'], 64),
    headline: looseText(referral['headline']),
    body: looseText(referral['body'], 4_096),
    mediaType: looseText(referral['media_type'], 64),
    imageUrl: looseText(referral['image_url'], 4_096),
    videoUrl: looseText(referral['video_url'], 4_096),
    thumbnailUrl: looseText(referral['thumbnail_url'], 4_096),
    clickId: looseText(referral['ctwa_clid']),
    welcomeText: looseText(looseRecord(referral['welcome_message'])['text'], 4_096),
  };
}
