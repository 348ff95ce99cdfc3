import { noteCustomerWrote } from './find-customer.ts';
import { inventedReferral } from './invented-ad.ts';
import { makeMessageId } from './make-ids.ts';
import { addMessage, blankMessage, type ChatMessage, type SandboxCustomer } from './sandbox-state.ts';
import type { SandboxWorld } from './sandbox-world.ts';
import { storeMedia } from './store-media.ts';
import { inboundPart, messagesEvent, type SandboxChannel } from './webhook-body.ts';

export type CustomerWords =
  /** `isFromAd`: the first words of somebody who tapped an advertisement. */
  | { kind: 'text'; text: string; isFromAd?: boolean }
  | {
      kind: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';
      bytes: Uint8Array<ArrayBuffer>;
      mimeType: string;
      fileName: string | null;
      caption: string | null;
    }
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'reaction'; messageId: string; emoji: string | null }
  /** Taps one of the choices of a message of ours. */
  | { kind: 'choice'; messageId: string; choiceId: string }
  /** Any message body at all, for types without a button on the phone: `{ type: "order", order: {…} }`. */
  | { kind: 'raw'; message: Record<string, unknown> };

export interface CustomerSending {
  customer: SandboxCustomer;
  channel: SandboxChannel;
  words: CustomerWords;
  replyToId?: string | null;
  /** The customer's own send time, ms; earlier than now for a message that arrives late. */
  sentAt?: number;
  /** Keeps the webhook back this long. */
  delayMs?: number;
}

export type CustomerSent = { kind: 'sent'; message: ChatMessage } | { kind: 'impossible'; reason: string };

/** The customer writes: the bubble appears on the phone at once, the business hears of it by webhook. */
export function receiveFromCustomer(world: SandboxWorld, sending: CustomerSending): CustomerSent {
  const { customer, channel, words, replyToId = null, sentAt = world.now() } = sending;
  const id = makeMessageId({ phone: customer.phone ?? '0', isOutbound: false, unique: world.randomId() });
  const { phoneNumberId } = channel;
  const message = blankMessage({
    id,
    customerId: customer.id,
    phoneNumberId,
    direction: 'toBusiness',
    at: sentAt,
    type: words.kind,
  });
  message.status = 'sent';
  message.replyToId = replyToId;
  const content = contentOf(world, { words, message, channel });
  if (content === null) return { kind: 'impossible', reason: 'that message has no such choice' };
  noteCustomerWrote(customer, { phoneNumberId, at: sentAt });
  if (words.kind === 'reaction') {
    const target = world.state.messages.get(words.messageId);
    if (target !== undefined) target.reactions.customer = words.emoji;
    if (target !== undefined)
      world.events.publish({ type: 'message', customerId: customer.id, message: target });
  } else {
    addMessage(world.state, message);
    world.events.publish({ type: 'message', customerId: customer.id, message });
  }
  world.changed();
  const quote =
    message.replyToId === null || words.kind === 'reaction'
      ? {}
      : { context: contextOf(world, { message, channel }) };
  const event = messagesEvent(
    channel,
    inboundPart(customer, { id, at: sentAt, content: { ...quote, ...content } }),
  );
  const lateMs = world.faults.strikes('late') ? world.faults.delayMs('late') : 0;
  world.webhooks.send(event, {
    delayMs: (sending.delayMs ?? 0) + lateMs,
    isDoubled: world.faults.strikes('duplicate'),
  });
  return { kind: 'sent', message };
}

interface Wording {
  words: CustomerWords;
  message: ChatMessage;
  channel: SandboxChannel;
}

function contentOf(world: SandboxWorld, { words, message }: Wording): Record<string, unknown> | null {
  switch (words.kind) {
    case 'text': {
      message.text = words.text;
      const referral = words.isFromAd ? inventedReferral(world.randomId()) : null;
      message.header = referral?.headline ?? null;
      return { type: 'text', text: { body: words.text }, ...(referral && { referral }) };
    }
    case 'location': {
      const { latitude, longitude, name, address } = words;
      message.location = { latitude, longitude, name, address };
      const place = { ...(name === null ? {} : { name }), ...(address === null ? {} : { address }) };
      return { type: 'location', location: { latitude, longitude, ...place } };
    }
    case 'reaction': {
      const emoji = words.emoji === null ? {} : { emoji: words.emoji };
      return { type: 'reaction', reaction: { message_id: words.messageId, ...emoji } };
    }
    case 'choice':
      return choiceContent(world, { messageId: words.messageId, choiceId: words.choiceId, message });
    case 'raw':
      message.text = JSON.stringify(words.message).slice(0, 500);
      return words.message;
    default:
      return mediaContent(world, { words, message });
  }
}

type MediaWords = Extract<CustomerWords, { bytes: Uint8Array<ArrayBuffer> }>;

function mediaContent(
  world: SandboxWorld,
  { words, message }: { words: MediaWords; message: ChatMessage },
): Record<string, unknown> {
  const media = storeMedia(world, words);
  message.mediaId = media.id;
  message.mimeType = words.mimeType;
  message.fileName = words.fileName;
  message.text = words.caption;
  const type = words.kind === 'voice' ? 'audio' : words.kind;
  const sha256 = Buffer.from(media.sha256Hex, 'hex').toString('base64');
  return {
    type,
    [type]: {
      ...(words.caption === null ? {} : { caption: words.caption }),
      ...(type === 'document' ? { filename: words.fileName ?? 'document' } : {}),
      mime_type: words.mimeType,
      sha256,
      id: media.id,
      ...(type === 'audio' ? { voice: words.kind === 'voice' } : {}),
      ...(type === 'sticker' ? { animated: false } : {}),
    },
  };
}

interface Choosing {
  messageId: string;
  choiceId: string;
  message: ChatMessage;
}

function choiceContent(
  world: SandboxWorld,
  { messageId, choiceId, message }: Choosing,
): Record<string, unknown> | null {
  const choice = world.state.messages.get(messageId)?.choices.find((entry) => entry.id === choiceId);
  if (choice === undefined || choice.kind === 'link') return null;
  message.replyToId = messageId;
  message.text = choice.title;
  const { id, title, description } = choice;
  if (choice.kind === 'template') return { type: 'button', button: { payload: id, text: title } };
  if (choice.kind === 'button') {
    return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id, title } } };
  }
  const reply = { id, title, ...(description === null ? {} : { description }) };
  return { type: 'interactive', interactive: { type: 'list_reply', list_reply: reply } };
}

function contextOf(
  world: SandboxWorld,
  { message, channel }: { message: ChatMessage; channel: SandboxChannel },
): Record<string, unknown> {
  const quoted = world.state.messages.get(message.replyToId ?? '');
  const customer = world.state.customers.get(message.customerId);
  const own = channel.displayPhoneNumber.replace(/\D/g, '');
  const from = quoted?.direction === 'toBusiness' ? customer?.phone : own;
  return { ...(from === null || from === undefined ? {} : { from }), id: message.replyToId };
}
