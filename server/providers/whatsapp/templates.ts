import { callGraph, type GraphAccess } from './call-graph.ts';
import { looseId, looseList, looseRecord, looseText, type Loose } from './read-loosely.ts';
import { endOf, type Refused, type Unavailable, type Unknown } from './send-message.ts';

export interface TemplatePart {
  type: 'header' | 'body' | 'footer' | 'buttons' | 'other';
  /** Of a header: text, image, video, document or location. */
  format: string | null;
  text: string | null;
  /** Placeholders in order of appearance: "1", "2" or names. */
  placeholders: string[];
  buttons: {
    kind: string;
    text: string | null;
    url: string | null;
    phone: string | null;
    placeholders: string[];
  }[];
}

export interface ProviderTemplate {
  id: string | null;
  name: string;
  language: string;
  status: string;
  category: string | null;
  parameterFormat: 'positional' | 'named';
  quality: string | null;
  parts: TemplatePart[];
}

export type ListTemplatesOutcome =
  { kind: 'listed'; templates: ProviderTemplate[] } | Refused | Unavailable | Unknown;

const MAX_PAGES = 200;
const FIELDS = 'name,language,status,category,parameter_format,components,quality_score,id';

/** All templates of an account. All pages or nothing: a half list would look like deleted templates. Never throws. */
export async function listTemplates(
  access: GraphAccess,
  { wabaId, pageSize = 100 }: { wabaId: string; pageSize?: number },
): Promise<ListTemplatesOutcome> {
  const templates: ProviderTemplate[] = [];
  let after: string | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = new URLSearchParams({ fields: FIELDS, limit: String(pageSize) });
    if (after !== null) query.set('after', after);
    const path = `${encodeURIComponent(wabaId)}/message_templates?${query}`;
    const ended = endOf(await callGraph(access, { method: 'GET', path }));
    if (ended.kind !== 'ok') return ended;
    const root = looseRecord(ended.json);
    templates.push(...looseList(root['data']).flatMap((entry) => readTemplate(entry) ?? []));
    const paging = looseRecord(root['paging']);
    const next = looseText(looseRecord(paging['cursors'])['after'], 4_096);
    if (looseText(paging['next'], 4_096) === null || next === null || next === after) {
      return { kind: 'listed', templates };
    }
    after = next;
  }
  return { kind: 'unknown', reason: 'more pages than any account has' };
}

/** One template of the list, or null when it has no name or language. */
export function readTemplate(entry: Loose): ProviderTemplate | null {
  const name = looseText(entry['name'], 512);
  const language = looseText(entry['language'], 32);
  if (name === null || language === null) return null;
  return {
    id: looseId(entry['id']),
    name,
    language: language.replace('-', '_'),
    status: looseText(entry['status'], 64) ?? 'UNKNOWN',
    category: looseText(entry['category'], 64),
    parameterFormat: looseText(entry['parameter_format'])?.toUpperCase() === 'NAMED' ? 'named' : 'positional',
    quality: looseText(looseRecord(entry['quality_score'])['score'], 64),
    parts: looseList(entry['components'], 50).map(readPart),
  };
}

/** The distinct `{{…}}` names of a text, in order of appearance. */
export function placeholdersOf(text: string | null): string[] {
  const found = new Set<string>();
  for (const match of (text ?? '').matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)) found.add(match[1] ?? '');
  return [...found];
}

const PART_TYPES = ['header', 'body', 'footer', 'buttons'] as const;

function readPart(component: Loose): TemplatePart {
  const word = looseText(component['type'])?.toLowerCase();
  const text = looseText(component['text'], 4_096);
  return {
    type: PART_TYPES.find((type) => type === word) ?? 'other',
    format: looseText(component['format'], 64)?.toLowerCase() ?? null,
    text,
    placeholders: placeholdersOf(text),
    buttons: looseList(component['buttons'], 20).map((button) => ({
      kind: looseText(button['type'], 64)?.toLowerCase() ?? 'unknown',
      text: looseText(button['text']),
      url: looseText(button['url'], 4_096),
      phone: looseText(button['phone_number'], 64),
      placeholders: placeholdersOf(looseText(button['url'], 4_096)),
    })),
  };
}
