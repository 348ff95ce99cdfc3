import type { ChoiceSection } from '#schema/domain/choice-message.ts';
import { headerFileOf, isTextHeader, partOf } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import type {
  MediaSource,
  OutboundContent,
  TemplateButton,
  TemplateHeader,
} from '../providers/whatsapp/send-message.ts';

/** A message as it stands in the database, with what hangs on it. */
export type StoredMessage = {
  type: string;
  text: string | null;
  content: Record<string, unknown> | null;
  providerMediaId: string | null;
  fileName: string | null;
  /** Of its template, as it is now. */
  components: TemplatePart[] | null;
  parameterFormat: 'positional' | 'named' | null;
};

type Template = Extract<OutboundContent, { kind: 'template' }>;

/** What the provider is asked to send for a stored message; a reason in words when there is no way. */
export function contentOfMessage(m: StoredMessage): OutboundContent | { fault: string } {
  const c = m.content ?? {};
  switch (m.type) {
    case 'text':
      return m.text === null ? { fault: 'there is no text' } : { kind: 'text', text: m.text };
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
      return fileOf(m, m.type);
    case 'location':
      return {
        kind: 'location',
        latitude: Number(c['latitude']),
        longitude: Number(c['longitude']),
        ...textOf(c, 'name'),
        ...textOf(c, 'address'),
      };
    case 'buttons':
    case 'list':
      return choicesOf(m, m.type);
    case 'link':
      return linkOf(m);
    case 'template':
      return templateOf(m);
    default:
      return { fault: `no way to send "${m.type}"` };
  }
}

function fileOf(
  m: StoredMessage,
  kind: 'image' | 'video' | 'audio' | 'voice' | 'document',
): OutboundContent | { fault: string } {
  const media = sourceOf(m, m.content);
  if (media === null) return { fault: 'the file is not with the provider' };
  if (kind === 'audio' || kind === 'voice') return { kind, media };
  const caption = m.text ? { caption: m.text } : {};
  if (kind === 'document') return { kind, media, ...caption, ...fileNameOf(m, m.content) };
  return { kind, media, ...caption };
}

/** Where the provider finds the file: in its own store, or behind the link we were given. */
function sourceOf(m: StoredMessage, c: Record<string, unknown> | null): MediaSource | null {
  if (m.providerMediaId !== null) return { providerMediaId: m.providerMediaId };
  return typeof c?.['link'] === 'string' ? { link: c['link'] } : null;
}

function fileNameOf(m: StoredMessage, c: Record<string, unknown> | null): { fileName?: string } {
  const fileName = c?.['fileName'] ?? m.fileName;
  return typeof fileName === 'string' ? { fileName } : {};
}

/** The picture, film or document at a template's top; a fault when it cannot be had. */
function fileHeaderOf(
  m: StoredMessage,
  kind: 'image' | 'video' | 'document',
): TemplateHeader | { fault: string } {
  const given = (m.content?.['headerFile'] ?? null) as Record<string, unknown> | null;
  const media = sourceOf(m, given);
  if (media === null) return { fault: 'the file of the header is not with the provider' };
  return kind === 'document' ? { kind, media, ...fileNameOf(m, given) } : { kind, media };
}

type ButtonParameter = { index: number; payload?: string; code?: string };

function pressedButtons(c: Record<string, unknown>): TemplateButton[] {
  const given = (c['buttonParameters'] ?? []) as ButtonParameter[];
  return given.flatMap(({ index, payload, code }): TemplateButton[] => {
    if (payload !== undefined) return [{ index, kind: 'quickReply', payload }];
    return code === undefined ? [] : [{ index, kind: 'copyCode', code }];
  });
}

function choicesOf(m: StoredMessage, kind: 'buttons' | 'list'): OutboundContent | { fault: string } {
  const c = m.content ?? {};
  const sections = (Array.isArray(c['sections']) ? c['sections'] : []) as ChoiceSection[];
  if (m.text === null || sections.length === 0) return { fault: 'there is nothing to choose from' };
  const words = { ...textOf(c, 'header'), body: m.text, ...textOf(c, 'footer') };
  if (kind === 'buttons') {
    const buttons = sections.flatMap(({ choices }) => choices.map(({ id, title }) => ({ id, title })));
    return { kind, ...words, buttons };
  }
  return {
    kind,
    ...words,
    buttonLabel: String(c['label']),
    sections: sections.map(({ title, choices }) => ({
      ...(title && { title }),
      rows: choices.map(({ id, title, description }) => ({ id, title, ...(description && { description }) })),
    })),
  };
}

function linkOf(m: StoredMessage): OutboundContent | { fault: string } {
  const c = m.content ?? {};
  const { label, url } = { ...textOf(c, 'label'), ...textOf(c, 'url') };
  if (m.text === null || !label || !url) return { fault: 'there is nothing to open' };
  return { kind: 'link', ...textOf(c, 'header'), body: m.text, ...textOf(c, 'footer'), label, url };
}

/** The values go out in the order their places stand; a named one says its name, a button says which it is. */
function templateOf(m: StoredMessage): Template | { fault: string } {
  const parts = m.components;
  const c = m.content ?? {};
  if (parts === null) return { fault: 'the template is no longer here' };
  const values = (c['values'] ?? {}) as Record<string, string>;
  const isNamed = m.parameterFormat === 'named';
  const valuesOf = (where: string, placeholders: readonly string[]) =>
    placeholders.map((p) => ({
      text: (values[`${where}:${p}`] ?? '').trim(),
      ...(isNamed && { name: p }),
    }));
  const header = partOf(parts, 'header');
  const inHeader = header && isTextHeader(header) ? valuesOf('header', header.placeholders)[0] : undefined;
  const kind = headerFileOf(parts);
  const fileHeader = kind === null ? null : fileHeaderOf(m, kind);
  if (fileHeader && 'fault' in fileHeader) return fileHeader;
  const links = (partOf(parts, 'buttons')?.buttons ?? []).flatMap((button, index): TemplateButton[] => {
    const text = valuesOf(`button:${index}`, button.placeholders)[0]?.text;
    return text === undefined ? [] : [{ index, kind: 'url', text }];
  });
  const buttons = [...links, ...pressedButtons(c)].sort((a, b) => a.index - b.index);
  return {
    kind: 'template',
    name: String(c['name']),
    language: String(c['language']),
    ...(inHeader && { header: { kind: 'text' as const, value: inHeader } }),
    ...(fileHeader && { header: fileHeader }),
    body: valuesOf('body', partOf(parts, 'body')?.placeholders ?? []),
    ...(buttons.length > 0 && { buttons }),
  };
}

function textOf<K extends string>(c: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = c[key];
  return (typeof value === 'string' && value !== '' ? { [key]: value } : {}) as { [P in K]?: string };
}
