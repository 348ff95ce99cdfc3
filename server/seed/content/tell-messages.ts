import type { DeliveryStatus, DemoContact, DemoMessage } from './demo-data.ts';
import { fillAttachment, fillTemplate } from './fill-attachment.ts';
import { hashText } from './hash-text.ts';
import { tellMpesaTime } from './nairobi-time.ts';
import type { Script, ScriptLine } from './parse-script.ts';
import type { PlacedLine } from './place-in-time.ts';

const DAY_MS = 86_400_000;
const DELIVERY_STATUSES: DeliveryStatus[] = ['unconfirmed', 'sent', 'delivered'];
const FAILURES: Record<string, string> = {
  '131026': 'Message undeliverable',
  '131047': 'Re-engagement message',
};
const GREETING = /^(?:(?:Hello|Hi|Habari|Mambo|Niaje)\b[^,.:]{0,24}|Good morning[^,.]{0,12}|\w+),\s+/;

type MessageLine = Extract<ScriptLine, { kind: 'message' }>;
type Telling = { script: Script; contact: DemoContact; now: number; newId: () => string };

/** The messages of one conversation, in order, with quotes, reactions, media and delivery statuses settled. */
export function tellMessages(placed: PlacedLine[], telling: Telling): DemoMessage[] {
  const labels = new Map<string, string>();
  const messages: DemoMessage[] = [];
  let lastInboundAt = 0;
  for (const { at, line } of placed) {
    if (line.kind !== 'message') continue;
    const message = tellOne(at, line, telling);
    if (line.direction === 'inbound') lastInboundAt = at;
    const isShut = line.direction === 'outbound' && at - lastInboundAt > DAY_MS;
    if (isShut && !line.attributes.includes('failed=131047')) sendAsTemplate(message, telling.contact);
    if (message.type === 'button')
      message.quotedId = messages.findLast((earlier) => earlier.type === 'template')?.id;
    for (const attribute of line.attributes) applyAttribute(message, attribute, labels, telling);
    messages.push(message);
  }
  settleStatuses(messages, telling);
  return messages;
}

function tellOne(at: number, line: MessageLine, { newId }: Telling): DemoMessage {
  const { date, time } = tellMpesaTime(at);
  const words = line.text.replace('%date%', date).replace('%time%', time);
  const filling = fillAttachment(line.attachment, words);
  const message: DemoMessage = {
    id: newId(),
    at,
    direction: line.direction,
    author: line.author,
    ...filling,
  };
  if (line.direction === 'note')
    message.mentions = [...line.text.matchAll(/@(\w+)/g)].map((match) => match[1] ?? '');
  return message;
}

/** Free text cannot leave once the window is shut, so the same words travel inside an approved template. */
function sendAsTemplate(message: DemoMessage, contact: DemoContact): void {
  if (message.type === 'template' || message.text === null) return;
  const firstName = contact.name.replace(/^(Mr|Mama) /, '').split(' ')[0] ?? contact.name;
  const words = message.text.replace(GREETING, '').replace(`${firstName} `, '');
  const sentence = words.slice(0, 1).toUpperCase() + words.slice(1);
  const ending = /[.?!)]$/.test(sentence) ? sentence : `${sentence}.`;
  Object.assign(message, fillTemplate(`service_update_${contact.language}`, [firstName, ending]));
}

function applyAttribute(
  message: DemoMessage,
  attribute: string,
  labels: Map<string, string>,
  { script, now }: Telling,
): void {
  const mark = attribute.slice(0, 1);
  const value = attribute.slice(1);
  if (mark === '#') labels.set(value, message.id);
  else if (mark === '^') message.quotedId = labels.get(value);
  else if (mark === '+') {
    const by = message.direction === 'inbound' ? (script.assignee ?? 'wanjiku') : 'customer';
    message.reactions = [{ emoji: value, by, at: Math.min(now, message.at + 40_000) }];
  } else if (attribute === 'edited') message.editedAt = Math.min(now, message.at + 95_000);
  else if (attribute === 'deleted') {
    message.deletedAt = Math.min(now, message.at + 30_000);
    message.text = null;
    delete message.media;
  } else if (attribute.startsWith('failed=')) {
    const code = attribute.slice(7);
    message.status = 'failed';
    message.failure = { code: Number(code), title: FAILURES[code] ?? 'Failed' };
  } else if (DELIVERY_STATUSES.includes(attribute as DeliveryStatus))
    message.status = attribute as DeliveryStatus;
  else throw new Error(`an attribute nobody can read: ${attribute}`);
}

/** Whoever answered has read; some people have read receipts switched off and never show blue ticks. */
function settleStatuses(messages: DemoMessage[], { contact, now }: Telling): void {
  const hidesReceipts = hashText(`receipts:${contact.key}`) % 8 === 0;
  const lastInboundAt = messages.findLast((message) => message.direction === 'inbound')?.at ?? 0;
  for (const message of messages) {
    if (message.direction !== 'outbound' || message.status) continue;
    const isAnswered = message.at < lastInboundAt;
    const isSeen = now - message.at > 5 * 60_000 && hashText(`seen:${contact.key}:${message.text}`) % 10 < 6;
    message.status = !hidesReceipts && (isAnswered || isSeen) ? 'read' : 'delivered';
  }
}
