/** One piece of a template as the provider describes it; `placeholders` are "1", "2" or names, in order. */
export type TemplatePart = {
  type: 'header' | 'body' | 'footer' | 'buttons' | 'other';
  format: string | null;
  text: string | null;
  placeholders: string[];
  buttons: {
    kind: string;
    text: string | null;
    url: string | null;
    phone: string | null;
    placeholders: string[];
  }[];
};

/** One place a person fills in. `key` names it in `values`: "body:1", "header:name", "button:0:1". */
export type TemplateField = {
  key: string;
  part: 'header' | 'body' | 'button';
  placeholder: string;
  /** Of a button: which one. */
  index: number | null;
};

export type TemplateValues = Readonly<Record<string, string>>;

/** What the customer sees once the places are filled. */
export type FilledTemplate = {
  header: string | null;
  body: string;
  footer: string | null;
  buttons: string[];
};

const PLACE = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;

export function partOf(parts: readonly TemplatePart[], type: TemplatePart['type']): TemplatePart | null {
  return parts.find((part) => part.type === type) ?? null;
}

/** Every place that must be filled, in the order it is read. */
export function templateFields(parts: readonly TemplatePart[]): TemplateField[] {
  const header = partOf(parts, 'header');
  const inHeader = header && isTextHeader(header) ? header.placeholders : [];
  const buttons = partOf(parts, 'buttons')?.buttons ?? [];
  return [
    ...inHeader.map((p) => ({ key: `header:${p}`, part: 'header' as const, placeholder: p, index: null })),
    ...(partOf(parts, 'body')?.placeholders ?? []).map((p) => ({
      key: `body:${p}`,
      part: 'body' as const,
      placeholder: p,
      index: null,
    })),
    ...buttons.flatMap((button, index) =>
      button.placeholders.map((p) => ({
        key: `button:${index}:${p}`,
        part: 'button' as const,
        placeholder: p,
        index,
      })),
    ),
  ];
}

/** A header of words, as opposed to one that wants a picture, a film or a file. */
export function isTextHeader(header: TemplatePart): boolean {
  return header.format === null || header.format === 'text';
}

/** The kind of file it wants at its top; null when it wants none. */
export function headerFileOf(parts: readonly TemplatePart[]): 'image' | 'video' | 'document' | null {
  const format = partOf(parts, 'header')?.format;
  return format === 'image' || format === 'video' || format === 'document' ? format : null;
}

/** The template with its places filled; a place without a value keeps its braces. */
export function fillTemplate(parts: readonly TemplatePart[], values: TemplateValues): FilledTemplate {
  const fill = (text: string, where: string) =>
    text.replace(PLACE, (whole, name: string) => values[`${where}:${name}`]?.trim() || whole);
  const header = partOf(parts, 'header');
  return {
    header: header?.text && isTextHeader(header) ? fill(header.text, 'header') : null,
    body: fill(partOf(parts, 'body')?.text ?? '', 'body'),
    footer: partOf(parts, 'footer')?.text ?? null,
    buttons: (partOf(parts, 'buttons')?.buttons ?? []).map((button) => button.text ?? ''),
  };
}
