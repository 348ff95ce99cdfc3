import type { ContactCard, MessageContent, MessageMedia, OrderItem } from './event-item.ts';
import { dropMissing } from './read-person.ts';
import {
  looseBoolean,
  looseDecimal,
  looseId,
  looseInstant,
  looseList,
  looseNumber,
  looseRecord,
  looseText,
  TEXT_LIMIT,
  type Loose,
} from './read-loosely.ts';

const MEDIA_TYPES = ['image', 'video', 'audio', 'document', 'sticker'];

/**
 * What does this message say? Total: a type we have never seen becomes `unknown` with its name kept.
 * Inner objects may be missing; the content then has nulls, never an exception.
 */
export function readContent(message: Loose): MessageContent {
  const type = looseText(message['type']) ?? guessType(message);
  const inner = looseRecord(message[type]);
  switch (type) {
    case 'text':
      return { kind: 'text', body: looseText(inner['body'], TEXT_LIMIT) ?? '' };
    case 'image':
    case 'video':
    case 'document':
      return { kind: type, caption: looseText(inner['caption'], TEXT_LIMIT) };
    case 'audio':
      return { kind: looseBoolean(inner['voice']) ? 'voice' : 'audio' };
    case 'voice':
      return { kind: 'voice' };
    case 'sticker':
      return { kind: 'sticker' };
    case 'location':
      return readLocation(inner);
    case 'contacts':
      return { kind: 'contacts', cards: looseList(message['contacts'], 300).map(readCard) };
    case 'button':
      return { kind: 'button', label: looseText(inner['text']), payload: looseText(inner['payload']) };
    case 'interactive':
      return readInteractive(inner);
    case 'order':
      return readOrder(inner);
    case 'request_welcome':
      return { kind: 'requestWelcome' };
    case 'unsupported':
      return { kind: 'unsupported', reportedType: looseText(inner['type'], 64) };
    // The older name of `unsupported`.
    case 'unknown':
      return { kind: 'unsupported', reportedType: null };
    default:
      return { kind: 'unknown', reportedType: type.slice(0, 64) };
  }
}

/** The words of a message: its body, caption or chosen answer. Null when it has none. */
export function readWords(content: MessageContent, message: Loose): string | null {
  switch (content.kind) {
    case 'text':
      return content.body === '' ? null : content.body;
    case 'image':
    case 'video':
    case 'document':
      return content.caption;
    case 'button':
      return content.label ?? content.payload;
    case 'buttonReply':
    case 'listReply':
      return content.title;
    case 'flowReply':
      return content.body;
    case 'order':
      return content.note;
    case 'unknown': {
      const inner = looseRecord(message[content.reportedType]);
      return looseText(inner['body'] ?? inner['text'] ?? inner['caption'], TEXT_LIMIT);
    }
    default:
      return null;
  }
}

/** The file of a media message, if Meta could hold it: without an id there is nothing to fetch. */
export function readMedia(message: Loose): MessageMedia | undefined {
  const type = looseText(message['type']) ?? guessType(message);
  if (!MEDIA_TYPES.includes(type) && type !== 'voice') return undefined;
  const inner = looseRecord(message[type]);
  const providerMediaId = looseId(inner['id']);
  if (providerMediaId === null) return undefined;
  return {
    providerMediaId,
    mimeType: looseText(inner['mime_type'], 255) ?? 'application/octet-stream',
    voice: type === 'voice' || looseBoolean(inner['voice']),
    animated: looseBoolean(inner['animated']),
    ...dropMissing({
      sha256: looseText(inner['sha256'], 128),
      fileName: looseText(inner['filename'], 512),
      url: looseText(inner['url'], 4_096),
    }),
  };
}

function guessType(message: Loose): string {
  const present = [
    'text',
    ...MEDIA_TYPES,
    'location',
    'contacts',
    'button',
    'interactive',
    'order',
    'reaction',
  ];
  return present.find((key) => message[key] !== undefined && message[key] !== null) ?? 'untyped';
}

function readLocation(inner: Loose): MessageContent {
  return {
    kind: 'location',
    latitude: looseNumber(inner['latitude']),
    longitude: looseNumber(inner['longitude']),
    name: looseText(inner['name']),
    address: looseText(inner['address']),
    url: looseText(inner['url'], 4_096),
  };
}

function readInteractive(inner: Loose): MessageContent {
  const type = looseText(inner['type']) ?? 'untyped';
  const reply = looseRecord(inner[type]);
  if (type === 'button_reply') {
    return { kind: 'buttonReply', id: looseText(reply['id']), title: looseText(reply['title']) };
  }
  if (type === 'list_reply') {
    const description = looseText(reply['description']);
    return { kind: 'listReply', id: looseText(reply['id']), title: looseText(reply['title']), description };
  }
  if (type === 'nfm_reply') {
    const responseJson = looseText(reply['response_json'], TEXT_LIMIT);
    return {
      kind: 'flowReply',
      name: looseText(reply['name']),
      body: looseText(reply['body']),
      responseJson,
    };
  }
  if (type === 'call_permission_reply') {
    return {
      kind: 'callPermission',
      isAccepted: looseText(reply['response']) === 'accept',
      isPermanent: looseBoolean(reply['is_permanent']),
      expiresAt: looseInstant(reply['expiration_timestamp']),
    };
  }
  return { kind: 'unknown', reportedType: `interactive ${type}`.slice(0, 64) };
}

function readOrder(inner: Loose): MessageContent {
  const items = looseList(inner['product_items'], 1_000).map((item): OrderItem => ({
    productId: looseText(item['product_retailer_id']),
    quantity: looseDecimal(item['quantity']),
    itemPrice: looseDecimal(item['item_price']),
    currency: looseText(item['currency'], 8)?.toUpperCase() ?? null,
  }));
  const note = looseText(inner['text'], TEXT_LIMIT);
  return { kind: 'order', catalogId: looseText(inner['catalog_id']), note, items };
}

function readCard(card: Loose): ContactCard {
  const name = looseRecord(card['name']);
  const parts = [looseText(name['first_name']), looseText(name['last_name'])].filter((part) => part !== null);
  const phones = looseList(card['phones'], 50).flatMap((entry) => {
    const phone = looseText(entry['phone'], 64) ?? looseText(entry['wa_id'], 64);
    return phone === null
      ? []
      : [{ phone, waId: looseId(entry['wa_id']), type: looseText(entry['type'], 64) }];
  });
  return {
    name: looseText(name['formatted_name']) ?? (parts.length === 0 ? null : parts.join(' ')),
    company: looseText(looseRecord(card['org'])['company']),
    phones,
    emails: textsOf(card['emails'], 'email'),
    addresses: looseList(card['addresses'], 50)
      .map(addressLine)
      .filter((line) => line !== ''),
    urls: textsOf(card['urls'], 'url'),
    birthday: looseText(card['birthday'], 32),
    vcard: looseText(card['vcard'], TEXT_LIMIT),
    origin: looseText(card['origin'], 64),
  };
}

function textsOf(list: unknown, key: string): string[] {
  return looseList(list, 50).flatMap((entry) => looseText(entry[key]) ?? []);
}

function addressLine(address: Loose): string {
  return ['street', 'city', 'state', 'zip', 'country']
    .flatMap((key) => looseText(address[key]) ?? [])
    .join(', ');
}
