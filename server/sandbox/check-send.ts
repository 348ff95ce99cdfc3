import {
  looseBoolean,
  looseList,
  looseNumber,
  looseRecord,
  looseText,
} from '#server/providers/whatsapp/read-loosely.ts';
import type { Loose } from '#server/providers/whatsapp/read-loosely.ts';
import { fillTemplate } from './fill-template.ts';
import { refuse, refuseObject, type GraphRefusal } from './graph-refusal.ts';
import type { ChatMessage, SandboxState } from './sandbox-state.ts';
import type { SandboxChannel } from './webhook-body.ts';

export interface CheckedSend {
  address: { phone: string } | { userId: string };
  input: string;
  type: string;
  /** What the customer will see. */
  shown: Partial<ChatMessage>;
  reaction: { targetId: string; emoji: string | null } | null;
  templateCategory: string | null;
  replyToId: string | null;
  opaque: string | null;
}

export type SendVerdict = { refusal: GraphRefusal } | { send: CheckedSend };

/** Would Meta take this send? Names the first thing wrong with it, as Meta does. */
export function checkSend(
  body: Loose,
  { state, channel }: { state: SandboxState; channel: SandboxChannel },
): SendVerdict {
  if (body['messaging_product'] !== 'whatsapp') {
    return { refusal: refuse(100, 'The parameter messaging_product is required.') };
  }
  const address = readAddress(body, channel);
  if ('refusal' in address) return address;
  const opaque = looseText(body['biz_opaque_callback_data'], 1_000);
  if (opaque !== null && opaque.length > 512) {
    return { refusal: refuse(100, 'biz_opaque_callback_data exceeds 512 characters') };
  }
  const type = looseText(body['type'], 64) ?? 'text';
  const content = readShown(type, { inner: looseRecord(body[type]), state });
  if ('refusal' in content) return content;
  const replyToId = looseText(looseRecord(body['context'])['message_id'], 512);
  return {
    send: { ...address, type, opaque, replyToId, reaction: null, templateCategory: null, ...content },
  };
}

type AddressVerdict = { refusal: GraphRefusal } | Pick<CheckedSend, 'address' | 'input'>;

function readAddress(body: Loose, channel: SandboxChannel): AddressVerdict {
  const to = looseText(body['to'], 64);
  const recipient = looseText(body['recipient'], 160);
  if (to === null && recipient === null) {
    return { refusal: refuse(131008, 'The request is missing a required parameter: to') };
  }
  if (to === null && recipient !== null) return { address: { userId: recipient }, input: recipient };
  const input = to ?? '';
  const digits = input.replace(/[\s()-]/g, '').replace(/^\+/, '');
  if (!/^\d{7,15}$/.test(digits)) return { refusal: refuse(131009, 'Parameter value is not valid: to') };
  const own = channel.displayPhoneNumber.replace(/\D/g, '');
  // Without a plus, a local number gets the business's own country in front: that is how strangers get messages.
  const isLocal = !input.startsWith('+') && (digits.startsWith('0') || digits.length <= 9);
  const phone = isLocal ? `${own.slice(0, 3)}${digits.replace(/^0/, '')}` : digits;
  if (phone === own) return { refusal: refuse(131021) };
  return { address: { phone }, input };
}

type ShownVerdict =
  | { refusal: GraphRefusal }
  | { shown: Partial<ChatMessage>; reaction?: CheckedSend['reaction']; templateCategory?: string };

function readShown(type: string, { inner, state }: { inner: Loose; state: SandboxState }): ShownVerdict {
  switch (type) {
    case 'text': {
      const text = looseText(inner['body'], 10_000);
      if (text === null) return missing('text.body');
      return text.length > 4_096 ? tooLong('text.body', 4_096) : { shown: { text } };
    }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return readMedia(type, { inner, state });
    case 'location': {
      const latitude = looseNumber(inner['latitude']);
      const longitude = looseNumber(inner['longitude']);
      if (latitude === null || longitude === null) return missing('location.latitude');
      const place = { name: looseText(inner['name']), address: looseText(inner['address']) };
      return { shown: { location: { latitude, longitude, ...place } } };
    }
    case 'reaction': {
      const targetId = looseText(inner['message_id'], 512);
      if (targetId === null) return missing('reaction.message_id');
      return { shown: {}, reaction: { targetId, emoji: looseText(inner['emoji'], 64) } };
    }
    case 'interactive':
      return readInteractive(inner);
    case 'template': {
      const verdict = fillTemplate(state.templates, inner);
      if ('refusal' in verdict) return verdict;
      const { category, mediaId, ...shown } = verdict.filled;
      if (mediaId !== null && !state.media.has(mediaId)) return { refusal: refuseObject(mediaId) };
      return { shown: { ...shown, mediaId, mimeType: mimeOf(state, mediaId) }, templateCategory: category };
    }
    case 'contacts':
      return { shown: { text: 'Contact card' } };
    default:
      return { refusal: refuse(131051) };
  }
}

function readMedia(type: string, { inner, state }: { inner: Loose; state: SandboxState }): ShownVerdict {
  const mediaId = looseText(inner['id'], 128);
  const mediaLink = looseText(inner['link'], 4_096);
  if (mediaId === null && mediaLink === null) return missing(`${type}.id`);
  if (mediaId !== null && !state.media.has(mediaId)) return { refusal: refuseObject(mediaId) };
  if (mediaLink !== null && !URL.canParse(mediaLink))
    return { refusal: refuse(131009, `${type}.link is no address`) };
  const text = looseText(inner['caption'], 4_096);
  if (text !== null && text.length > 1_024) return tooLong(`${type}.caption`, 1_024);
  const fileName = looseText(inner['filename'], 512);
  const isVoice = type === 'audio' && looseBoolean(inner['voice']);
  const shown = { text, mediaId, mediaLink, fileName, mimeType: mimeOf(state, mediaId) };
  return { shown: isVoice ? { ...shown, type: 'voice' } : shown };
}

function readInteractive(inner: Loose): ShownVerdict {
  const text = looseText(looseRecord(inner['body'])['text'], 10_000);
  const type = looseText(inner['type'], 64);
  if (text === null) return missing('interactive.body.text');
  if (text.length > (type === 'list' ? 4_096 : 1_024))
    return tooLong('interactive.body.text', type === 'list' ? 4_096 : 1_024);
  const action = looseRecord(inner['action']);
  const choices = readChoices(type, action);
  if (choices === null) return { refusal: refuse(131009, 'interactive.action is not valid') };
  const titles = new Set(choices.map((choice) => choice.title));
  const isDoubled = type === 'button' && titles.size < choices.length;
  const isWrong =
    choices.length === 0 || isDoubled || choices.some((choice) => choice.title === '' || choice.id === '');
  if (isWrong) return { refusal: refuse(131009, 'interactive.action has empty or repeated choices') };
  const header = looseText(looseRecord(inner['header'])['text']);
  const footer = looseText(looseRecord(inner['footer'])['text']);
  if ((header?.length ?? 0) > 60) return tooLong('interactive.header.text', 60);
  if ((footer?.length ?? 0) > 60) return tooLong('interactive.footer.text', 60);
  return { shown: { text, header, footer, choices } };
}

/** Is a list as Meta takes it: named, in ten sections at the most, with names where there are several? */
function isListTaken(action: Loose, sections: Loose[]): boolean {
  const titles = sections.map((section) => looseText(section['title']) ?? '');
  const label = looseText(action['button']) ?? '';
  const isNamed = sections.length < 2 || titles.every((title) => title !== '');
  return (
    label !== '' &&
    label.length <= 20 &&
    sections.length <= 10 &&
    isNamed &&
    titles.every((title) => title.length <= 24)
  );
}

function isRowTaken(row: Loose): boolean {
  const lengthOf = (key: string) => (looseText(row[key]) ?? '').length;
  return lengthOf('title') <= 24 && lengthOf('description') <= 72 && lengthOf('id') <= 200;
}

function readChoices(type: string | null, action: Loose): ChatMessage['choices'] | null {
  if (type === 'button') {
    const buttons = looseList(action['buttons'], 20).map((button) => looseRecord(button['reply']));
    if (buttons.length > 3 || buttons.some((button) => (looseText(button['title']) ?? '').length > 20))
      return null;
    return buttons.map((button) => choiceOf('button', button));
  }
  if (type === 'list') {
    const sections = looseList(action['sections'], 20);
    const rows = sections.flatMap((section) => looseList(section['rows'], 20));
    if (rows.length > 10 || !isListTaken(action, sections) || !rows.every(isRowTaken)) return null;
    return rows.map((row) => choiceOf('listRow', row));
  }
  if (type === 'cta_url') {
    const parameters = looseRecord(action['parameters']);
    const id = looseText(parameters['url'], 4_096) ?? '';
    const title = looseText(parameters['display_text']) ?? '';
    const isTaken = action['name'] === 'cta_url' && title.length <= 20 && id.length <= 2_000 && isPage(id);
    return isTaken ? [{ kind: 'link', id, title, description: null }] : null;
  }
  return null;
}

function isPage(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

function choiceOf(kind: 'button' | 'listRow', entry: Loose): ChatMessage['choices'][number] {
  const description = looseText(entry['description']);
  return { kind, id: looseText(entry['id']) ?? '', title: looseText(entry['title']) ?? '', description };
}

function mimeOf(state: SandboxState, mediaId: string | null): string | null {
  return mediaId === null ? null : (state.media.get(mediaId)?.mimeType ?? null);
}

function missing(parameter: string): { refusal: GraphRefusal } {
  return { refusal: refuse(131008, `The request is missing a required parameter: ${parameter}`) };
}

function tooLong(parameter: string, limit: number): { refusal: GraphRefusal } {
  return { refusal: refuse(100, `Invalid parameter value: ${parameter} exceeds ${limit} characters`) };
}
