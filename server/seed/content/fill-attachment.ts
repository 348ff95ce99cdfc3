import { MEDIA } from '../media/list-media.ts';
import { makeWaveform } from '../media/make-waveform.ts';
import type { DemoMedia, DemoMessage, MessageType } from './demo-data.ts';
import { TEMPLATES } from './phrases.ts';
import { PLACES } from './places.ts';

type Filling = Pick<DemoMessage, 'type' | 'text' | 'media' | 'content'>;

const MEDIA_TYPES: Record<string, MessageType> = {
  img: 'image',
  voice: 'audio',
  doc: 'document',
  sticker: 'sticker',
};
const PLACE_TYPES: Record<string, MessageType> = { loc: 'location', card: 'contacts', order: 'order' };

/** What a script's [kind:key] and its caption become. Throws for a key nobody has made. */
export function fillAttachment(attachment: string | null, caption: string): Filling {
  const text = caption === '' ? null : caption;
  if (attachment === null) return { type: 'text', text };
  if (attachment === 'unsupported') return fillUnsupported();
  const [kind = '', key = '', ...rest] = attachment.split(':');
  if (kind === 'tpl') return fillTemplate(key, rest);
  if (kind === 'button') return { type: 'button', text: key, content: { payload: key, text: key } };
  const placeType = PLACE_TYPES[kind];
  if (placeType) {
    const content = PLACES[attachment];
    if (!content) throw new Error(`no place, card or order named ${attachment}`);
    return { type: placeType, text, content };
  }
  const mediaType = MEDIA_TYPES[kind];
  if (!mediaType) throw new Error(`an attachment nobody can read: ${attachment}`);
  const filling: Filling = { type: mediaType, text, media: describeMedia(key) };
  if (kind === 'voice') filling.content = { voice: true };
  return filling;
}

/** The template message of that name with its variables filled in. Throws for an unknown name. */
export function fillTemplate(name: string, parameters: string[]): Filling {
  const template = TEMPLATES.find((one) => one.name === name);
  const body = template?.components[0]?.text;
  if (!template || typeof body !== 'string') throw new Error(`no template named ${name}`);
  const text = parameters.reduce((filled, value, index) => filled.replace(`{{${index + 1}}}`, value), body);
  return { type: 'template', text, content: { name, language: template.language, parameters } };
}

function fillUnsupported(): Filling {
  return {
    type: 'unsupported',
    text: null,
    content: {
      errors: [{ code: 131051, title: 'Message type unknown' }],
      unsupported: { type: 'view_once' },
    },
  };
}

function describeMedia(file: string): DemoMedia {
  const entry = MEDIA[file];
  if (!entry) throw new Error(`no demo media named ${file}`);
  const { mimeType } = entry;
  if (entry.kind === 'pdf') return { file, mimeType, fileName: entry.fileName };
  if (entry.kind === 'voice')
    return { file, mimeType, durationMs: entry.durationMs, waveform: makeWaveform(file) };
  return { file, mimeType, width: entry.width, height: entry.height };
}
