import { headerFileOf, isTextHeader, partOf, templateFields } from './template-fields.ts';
import type { MediaKind } from './media-limits.ts';
import type { TemplateField, TemplatePart, TemplateValues } from './template-fields.ts';

/** Why WhatsApp would refuse this template with these values. `key` names the place, null for the template itself. */
export type TemplateFault = {
  reason:
    | 'not_approved'
    | 'paused'
    | 'disabled'
    | 'header_kind'
    | 'file_missing'
    | 'file_unknown'
    | 'file_wrong'
    | 'value_missing'
    | 'value_unknown'
    | 'line_break'
    | 'too_many_spaces'
    | 'value_too_long'
    | 'text_too_long';
  key: string | null;
};

export const HEADER_LIMIT = 60;
export const BODY_LIMIT = 1024;
const VALUE_LIMIT = 1024;
const URL_VALUE_LIMIT = 2000;

type Checked = { status: string; components: readonly TemplatePart[] };

/**
 * Everything that would make WhatsApp refuse this send, found before it leaves: the template must be approved, every
 * place filled and no other, the file at its top of the kind it wants (`file`; null without one), and no value may hold a
 * line break, a tab or more than four spaces in a row (132018).
 */
export function templateFaults(
  template: Checked,
  values: TemplateValues,
  file: MediaKind | null = null,
): TemplateFault[] {
  const state = stateFault(template) ?? fileFault(template, file);
  if (state) return [state];
  const fields = templateFields(template.components);
  const faults: TemplateFault[] = fields.flatMap((field) => valueFault(field, values[field.key] ?? '') ?? []);
  const known = new Set(fields.map((field) => field.key));
  for (const key of Object.keys(values)) if (!known.has(key)) faults.push({ reason: 'value_unknown', key });
  if (faults.length === 0 && lengthOf(template, values, 'body') > BODY_LIMIT)
    faults.push({ reason: 'text_too_long', key: null });
  if (faults.length === 0 && lengthOf(template, values, 'header') > HEADER_LIMIT)
    faults.push({ reason: 'text_too_long', key: null });
  return faults;
}

/** What stops the template whatever is filled in; null when it may be chosen. */
export function stateFault({ status, components }: Checked): TemplateFault | null {
  if (status === 'PAUSED') return { reason: 'paused', key: null };
  if (status === 'DISABLED') return { reason: 'disabled', key: null };
  if (status !== 'APPROVED') return { reason: 'not_approved', key: null };
  const header = partOf(components, 'header');
  const isKnown = !header || isTextHeader(header) || headerFileOf(components) !== null;
  return isKnown ? null : { reason: 'header_kind', key: null };
}

function fileFault({ components }: Checked, file: MediaKind | null): TemplateFault | null {
  const wanted = headerFileOf(components);
  if (wanted === file) return null;
  if (wanted === null) return { reason: 'file_unknown', key: 'header' };
  return { reason: file === null ? 'file_missing' : 'file_wrong', key: 'header' };
}

function valueFault({ key, part }: TemplateField, value: string): TemplateFault | null {
  if (value.trim() === '') return { reason: 'value_missing', key };
  if (/[\n\r\t\u2028\u2029]/.test(value)) return { reason: 'line_break', key };
  if (/ {5,}/.test(value)) return { reason: 'too_many_spaces', key };
  return value.length > (part === 'button' ? URL_VALUE_LIMIT : VALUE_LIMIT)
    ? { reason: 'value_too_long', key }
    : null;
}

function lengthOf(template: Checked, values: TemplateValues, where: 'header' | 'body'): number {
  const part = partOf(template.components, where);
  if (!part?.text) return 0;
  const places = part.placeholders.reduce((n, p) => n + (values[`${where}:${p}`] ?? '').trim().length, 0);
  return part.text.replace(/\{\{\s*[A-Za-z0-9_]+\s*\}\}/g, '').length + places;
}
