import { i18n } from '#lib/i18n/i18n.svelte.ts';
import { isUnwanted } from '#schema/domain/marketing-stop.ts';
import { suggestedValue } from '#schema/domain/record-variables.ts';
import type { RecordFacts } from '#schema/domain/record-variables.ts';
import { stateFault } from '#schema/domain/template-check.ts';
import { headerFileOf, partOf, templateFields } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import type { TemplateRow } from '#schema/schema.ts';
import type { TemplateModel } from './composer.ts';

const CATEGORIES: Record<string, TemplateModel['category']> = {
  UTILITY: 'utility',
  MARKETING: 'marketing',
  AUTHENTICATION: 'authentication',
};

/**
 * A synced template as the picker shows it, its places filled from the record as far as the record knows. `optedOutAt`:
 * since when the customer wants no marketing, ms.
 */
export function templateModel(
  row: TemplateRow,
  facts: RecordFacts,
  { optedOutAt }: { optedOutAt: number | null },
): TemplateModel {
  const components = row.components as unknown as TemplatePart[];
  const header = partOf(components, 'header')?.text ?? null;
  const body = partOf(components, 'body')?.text ?? '';
  const buttons = partOf(components, 'buttons')?.buttons ?? [];
  const fault = stateFault({ status: row.status, components })?.reason ?? null;
  const whyNot = isUnwanted({ category: row.category, optedOutAt }) ? 'marketing_stopped' : fault;
  return {
    id: row.id,
    name: readableName(row.name, row.language),
    category: CATEGORIES[row.category] ?? 'utility',
    languageName: languageName(row.language),
    headerFile: headerFileOf(components),
    status: row.status,
    components,
    header,
    body,
    footer: partOf(components, 'footer')?.text ?? null,
    buttons: buttons.map((button) => ({ label: button.text ?? '', isLink: button.url !== null })),
    fields: templateFields(components).map((field) => ({
      key: field.key,
      label: field.placeholder,
      suggestions: [],
      value:
        field.part === 'button'
          ? ''
          : suggestedValue({
              text: field.part === 'header' ? (header ?? '') : body,
              placeholder: field.placeholder,
              facts,
            }),
    })),
    whyNot: whyNot && i18n.t.content.template[whyNot],
  };
}

/** "order_ready_en" is "Order ready": the language stands beside it. */
function readableName(name: string, language: string): string {
  const bare = name.replace(new RegExp(`_${language.split('_')[0]}$`), '').replaceAll('_', ' ');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

function languageName(language: string): string {
  const code = language.replace('_', '-');
  try {
    return new Intl.DisplayNames([i18n.locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
