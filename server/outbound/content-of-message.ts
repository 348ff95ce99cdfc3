import type { ChoiceSection } from '#schema/domain/choice-message.ts';
import { headerFileOf, isTextHeader, partOf } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import type { TemplateHeader } from '../providers/whatsapp/build-send-body.ts';
import type { OutboundContent } from '../providers/whatsapp/send-message.ts';

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
  if (m.providerMediaId === null) return { fault: 'the file is not with the provider' };
  const media = { providerMediaId: m.providerMediaId };
  if (kind === 'audio' || kind === 'voice') return { kind, media };
  const caption = m.text ? { caption: m.text } : {};
  if (kind === 'document')
    return { kind, media, ...caption, ...(m.fileName ? { fileName: m.fileName } : {}) };
  return { kind, media, ...caption };
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
  const file = headerFileOf(parts);
  if (file !== null && m.providerMediaId === null) return { fault: 'the file is not with the provider' };
  const buttons = (partOf(parts, 'buttons')?.buttons ?? []).flatMap((button, index) => {
    const text = valuesOf(`button:${index}`, button.placeholders)[0]?.text;
    return text === undefined ? [] : [{ index, kind: 'url' as const, text }];
  });
  return {
    kind: 'template',
    name: String(c['name']),
    language: String(c['language']),
    ...(inHeader && { header: { kind: 'text' as const, value: inHeader } }),
    ...(file !== null && { header: fileHeader(m, file) }),
    body: valuesOf('body', partOf(parts, 'body')?.placeholders ?? []),
    ...(buttons.length > 0 && { buttons }),
  };
}

function fileHeader(m: StoredMessage, kind: 'image' | 'video' | 'document'): TemplateHeader {
  const media = { providerMediaId: m.providerMediaId! };
  if (kind !== 'document') return { kind, media };
  return { kind, media, ...(m.fileName ? { fileName: m.fileName } : {}) };
}

function textOf<K extends string>(c: Record<string, unknown>, key: K): { [P in K]?: string } {
  const value = c[key];
  return (typeof value === 'string' && value !== '' ? { [key]: value } : {}) as { [P in K]?: string };
}
