import type { MessageContent, MessageType } from '../providers/whatsapp/event-item.ts';
import type { DemoMessage } from './content/demo-data.ts';

type Loose = Record<string, unknown>;
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = (value: unknown): Loose[] => (Array.isArray(value) ? (value as Loose[]) : []);

/** The kind of bubble, in the words the journal uses for the same thing when it arrives for real. */
export function demoType(m: DemoMessage): MessageType | 'template' {
  if (m.type === 'audio') return m.content?.['voice'] === true ? 'voice' : 'audio';
  return m.type;
}

/** The content of a demo bubble in the shape a real one is stored in; null where the text says it all. */
export function demoContent(m: DemoMessage): MessageContent | Loose | null {
  const c = m.content ?? {};
  switch (m.type) {
    case 'location':
      return {
        kind: 'location',
        latitude: Number(c['latitude']),
        longitude: Number(c['longitude']),
        name: text(c['name']),
        address: text(c['address']),
        url: null,
      };
    case 'contacts':
      return { kind: 'contacts', cards: list(c['contacts']).map(cardOf) };
    case 'order':
      return {
        kind: 'order',
        catalogId: text(c['catalog_id']),
        note: text(c['text']),
        items: list(c['product_items']).map((i) => ({
          productId: text(i['product_retailer_id']),
          quantity: String(i['quantity']),
          itemPrice: String(i['item_price']),
          currency: text(i['currency']),
        })),
      };
    case 'button':
      return { kind: 'button', label: text(c['text']), payload: text(c['payload']) };
    case 'unsupported':
      return { kind: 'unsupported', reportedType: text((c['unsupported'] as Loose | undefined)?.['type']) };
    case 'template':
      return { kind: 'template', ...c };
    default:
      return null;
  }
}

function cardOf(card: Loose) {
  return {
    name: text((card['name'] as Loose | undefined)?.['formatted_name']),
    company: null,
    phones: list(card['phones']).map((p) => ({
      phone: String(p['phone']),
      waId: null,
      type: text(p['type']),
    })),
    emails: [],
    addresses: [],
    urls: [],
    birthday: null,
    vcard: null,
    origin: null,
  };
}
