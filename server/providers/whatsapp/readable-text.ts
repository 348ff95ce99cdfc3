import type { MessageBody, OrderItem } from './event-item.ts';

/** A line for lists and notifications: a key and values for the message catalogue, and the English of it. */
export interface ReadableText {
  key: `message.${string}`;
  params: Record<string, string | number>;
  english: string;
}

const PREVIEW_LENGTH = 240;

/** What does this message say in one line? Every kind has an answer, so that no row is ever blank. */
export function readableText(message: Pick<MessageBody, 'content' | 'media' | 'errors'>): ReadableText {
  const { content, media, errors } = message;
  switch (content.kind) {
    case 'text':
      return content.body.trim() === '' ? line('emptyText', 'Empty message') : words('text', content.body);
    case 'image':
      return file('photo', 'Photo', {
        caption: content.caption,
        isLost: media === undefined && errors.length > 0,
      });
    case 'video':
      return file('video', 'Video', {
        caption: content.caption,
        isLost: media === undefined && errors.length > 0,
      });
    case 'document': {
      const caption = [media?.fileName, content.caption].filter((part) => part).join(' – ');
      return file('document', 'Document', { caption, isLost: media === undefined && errors.length > 0 });
    }
    case 'audio':
      return line('audio', 'Audio');
    case 'voice':
      return line('voice', 'Voice note');
    case 'sticker':
      return line('sticker', 'Sticker');
    case 'location': {
      const place = content.name ?? content.address ?? coordinates(content);
      return line('location', place === '' ? 'Location' : `Location: ${place}`, { place });
    }
    case 'contacts': {
      const names = content.cards
        .map((card) => card.name ?? card.phones[0]?.phone ?? '')
        .filter((name) => name !== '');
      const list = names.slice(0, 3).join(', ');
      const count = content.cards.length;
      if (list === '') return line('contacts', 'Contact card', { names: '', count });
      return line('contacts', `${count > 1 ? 'Contacts' : 'Contact'}: ${list}${count > 3 ? '…' : ''}`, {
        names: list,
        count,
      });
    }
    case 'button':
      return words('choice', content.label ?? content.payload ?? 'Button pressed');
    case 'buttonReply':
      return words('choice', content.title ?? content.id ?? 'Button pressed');
    case 'listReply': {
      const choice = content.title ?? content.id ?? 'Item chosen';
      return words('choice', content.description === null ? choice : `${choice} (${content.description})`);
    }
    case 'flowReply':
      return content.body === null
        ? line('form', 'Form answered')
        : line('formWith', `Form answered: ${oneLine(content.body)}`, { text: oneLine(content.body) });
    case 'callPermission':
      return content.isAccepted
        ? line('callAllowed', 'Allowed calls')
        : line('callRefused', 'Declined calls');
    case 'order':
      return orderLine(content.items);
    case 'requestWelcome':
      return line('requestWelcome', 'Opened the chat');
    case 'unsupported':
      if (content.reportedType === null) return line('unsupported', 'Unsupported message');
      return line('unsupportedType', `Unsupported message (${content.reportedType})`, {
        type: content.reportedType,
      });
    case 'unknown':
      return line('unknown', `Message of a new kind (${content.reportedType})`, {
        type: content.reportedType,
      });
  }
}

/** Sum of an order as decimal text with its currency; null when currencies are mixed or missing. */
export function orderTotal(items: OrderItem[]): { amount: string; currency: string } | null {
  const currency = items[0]?.currency;
  if (currency === undefined || currency === null) return null;
  if (items.some((item) => item.currency !== currency)) return null;
  const scale = 12;
  let total = 0n;
  for (const item of items) total += scaled(item.quantity) * scaled(item.itemPrice);
  const negative = total < 0n;
  const digits = (negative ? -total : total).toString().padStart(scale + 1, '0');
  const fraction = digits.slice(-scale).replace(/0+$/, '');
  const amount = `${negative ? '-' : ''}${digits.slice(0, -scale)}${fraction === '' ? '' : `.${fraction.padEnd(2, '0')}`}`;
  return { amount, currency };
}

/** Decimal text times 10^6, exactly; further decimals are cut. */
function scaled(decimal: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  return BigInt(`${sign}${whole}${fraction.slice(0, 6).padEnd(6, '0')}`);
}

function orderLine(items: OrderItem[]): ReadableText {
  const count = items.length;
  const noun = count === 1 ? 'item' : 'items';
  const total = orderTotal(items);
  if (total === null) return line('order', `Order, ${count} ${noun}`, { count });
  const [whole = '0', fraction] = total.amount.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const amount = `${total.currency} ${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
  return line('orderTotal', `Order, ${count} ${noun}, ${amount}`, { count, amount });
}

function file(
  key: string,
  name: string,
  { caption, isLost }: { caption: string | null; isLost: boolean },
): ReadableText {
  if (isLost) return line(`${key}Lost`, `${name} (could not be fetched)`);
  const text = oneLine(caption ?? '');
  return text === '' ? line(key, name) : line(`${key}With`, `${name}: ${text}`, { text });
}

function words(key: string, text: string): ReadableText {
  return line(key, oneLine(text), { text: oneLine(text) });
}

function line(key: string, english: string, params: ReadableText['params'] = {}): ReadableText {
  return { key: `message.${key}`, params, english };
}

function coordinates({ latitude, longitude }: { latitude: number | null; longitude: number | null }): string {
  return latitude === null || longitude === null ? '' : `${latitude}, ${longitude}`;
}

function oneLine(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  // A cut through an emoji would leave half of it.
  return flat.length > PREVIEW_LENGTH
    ? `${flat.slice(0, PREVIEW_LENGTH - 1).replace(/[\ud800-\udbff]$/, '')}…`
    : flat;
}
