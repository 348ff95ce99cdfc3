import { placeholdersOf } from '#server/providers/whatsapp/templates.ts';
import { looseList, looseRecord, looseText, type Loose } from '#server/providers/whatsapp/read-loosely.ts';
import { refuse, type GraphRefusal } from './graph-refusal.ts';
import type { ChatMessage, SandboxTemplate } from './sandbox-state.ts';

export interface FilledTemplate {
  text: string;
  header: string | null;
  footer: string | null;
  choices: ChatMessage['choices'];
  category: string;
  mediaId: string | null;
  mediaLink: string | null;
}

export type TemplateVerdict = { refusal: GraphRefusal } | { filled: FilledTemplate };

/** Would Meta accept this template send, and what would the customer see? */
export function fillTemplate(templates: SandboxTemplate[], request: Loose): TemplateVerdict {
  const name = looseText(request['name'], 512);
  const language = looseText(looseRecord(request['language'])['code'], 32);
  if (name === null || language === null)
    return { refusal: refuse(131008, 'The request is missing a required parameter: template') };
  const template = templates.find((entry) => entry.name === name && entry.language === language);
  const missing = refuse(132001, `template name (${name}) does not exist in ${language}`);
  if (template === undefined) return { refusal: missing };
  if (template.status === 'PAUSED') return { refusal: refuse(132015) };
  if (template.status === 'DISABLED') return { refusal: refuse(132016) };
  if (template.status !== 'APPROVED') return { refusal: missing };
  return fillApproved(template, looseList(request['components'], 50));
}

function fillApproved(template: SandboxTemplate, given: Loose[]): TemplateVerdict {
  const header = fillHeader(template, given);
  if ('refusal' in header) return header;
  const body = fillText(template, { type: 'BODY', given });
  if ('refusal' in body) return body;
  const buttons = looseList(componentOf(template, 'BUTTONS')?.['buttons'], 20);
  const choices: ChatMessage['choices'] = [];
  for (const [index, button] of buttons.entries()) {
    const answer = given.find(
      (entry) =>
        looseText(entry['type'])?.toLowerCase() === 'button' && looseText(entry['index']) === String(index),
    );
    const parameter = looseList(answer?.['parameters'], 10)[0];
    const title = looseText(button['text']) ?? '';
    const isUrl = looseText(button['type']) === 'URL';
    const url = looseText(button['url'], 4_096) ?? '';
    const needed = isUrl ? placeholdersOf(url).length : 0;
    if (needed > 0 && parameter === undefined) {
      return {
        refusal: refuse(131008, `buttons: Button at index ${index} of type Url requires a parameter`),
      };
    }
    const payload = looseText(parameter?.['payload']) ?? title;
    const link = url.replace(/\{\{[^}]*\}\}/, encodeURIComponent(looseText(parameter?.['text']) ?? ''));
    choices.push({ kind: isUrl ? 'link' : 'template', id: isUrl ? link : payload, title, description: null });
  }
  const footer = looseText(componentOf(template, 'FOOTER')?.['text']);
  return {
    filled: { ...header, text: body.text, footer, choices, category: template.category.toLowerCase() },
  };
}

type HeaderVerdict = { refusal: GraphRefusal } | Pick<FilledTemplate, 'header' | 'mediaId' | 'mediaLink'>;

function fillHeader(template: SandboxTemplate, given: Loose[]): HeaderVerdict {
  const header = componentOf(template, 'HEADER');
  const none = { header: null, mediaId: null, mediaLink: null };
  if (header === undefined) return none;
  const format = looseText(header['format'])?.toUpperCase() ?? 'TEXT';
  if (format === 'TEXT') {
    const filled = fillText(template, { type: 'HEADER', given });
    return 'refusal' in filled ? filled : { ...none, header: filled.text };
  }
  const parameter = looseList(givenOf(given, 'HEADER')?.['parameters'], 10)[0];
  const kind = format.toLowerCase();
  const media = looseRecord(parameter?.[kind]);
  const mediaId = looseText(media['id']);
  const mediaLink = looseText(media['link'], 4_096);
  if (
    parameter === undefined ||
    looseText(parameter['type']) !== kind ||
    (mediaId === null && mediaLink === null)
  ) {
    return { refusal: refuse(132012, `header: Format mismatch, expected ${format}, received UNKNOWN`) };
  }
  return { header: looseText(media['filename']), mediaId, mediaLink };
}

type TextVerdict = { refusal: GraphRefusal } | { text: string };

function fillText(
  template: SandboxTemplate,
  { type, given }: { type: 'HEADER' | 'BODY'; given: Loose[] },
): TextVerdict {
  const pattern = looseText(componentOf(template, type)?.['text'], 4_096) ?? '';
  const wanted = placeholdersOf(pattern);
  const parameters = looseList(givenOf(given, type)?.['parameters'], 200);
  const part = type.toLowerCase();
  if (parameters.length !== wanted.length) {
    const counts = `number of localizable_params (${parameters.length}) does not match the expected number of params (${wanted.length})`;
    return { refusal: refuse(132000, `${part}: ${counts}`) };
  }
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const text = looseText(parameter['text'], 4_096);
    if (looseText(parameter['type']) !== 'text')
      return { refusal: refuse(132012, `${part}: parameter ${index + 1} expected text`) };
    if (text === null) return { refusal: refuse(131008, `${part}: parameter ${index + 1} is empty`) };
    if (/[\n\r\t]| {5,}/.test(text)) return { refusal: refuse(132018) };
    const isNamed = template.parameter_format === 'NAMED';
    const name = isNamed ? looseText(parameter['parameter_name']) : (wanted[index] ?? null);
    if (name === null || !wanted.includes(name)) {
      return { refusal: refuse(132012, `${part}: Parameter name is missing or empty`) };
    }
    values.set(name, text);
  }
  return {
    text: pattern.replace(
      /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g,
      (whole, name: string) => values.get(name) ?? whole,
    ),
  };
}

function componentOf(template: SandboxTemplate, type: string): Loose | undefined {
  return template.components.find((component) => component['type'] === type);
}

function givenOf(given: Loose[], type: string): Loose | undefined {
  return given.find((entry) => looseText(entry['type'])?.toUpperCase() === type);
}
