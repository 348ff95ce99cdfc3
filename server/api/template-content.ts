import { templateFaults } from '#schema/domain/template-check.ts';
import type { TemplateFault } from '#schema/domain/template-check.ts';
import { fillTemplate, headerFileOf, partOf, templateFields } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import { Refusal } from '#schema/errors.ts';
import type { WrittenContent } from '../outbound/write-message.ts';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import { fileFault, fileOf, findFile } from './media-content.ts';
import type { NewTemplate } from './new-message-shape.ts';
import { bodyFault } from './problem.ts';
import type { FieldFault } from './problem.ts';

type Line = {
  channelId: string;
  status: string | null;
  category: string;
  parameterFormat: 'positional' | 'named';
  components: TemplatePart[];
};

const FIND = `
  select c.channel_id as "channelId", t.status, t.category, t.parameter_format as "parameterFormat", t.components
  from conversation c left join template t on t.channel_id = c.channel_id and t.name = $3 and t.language = $4
  where c.id = $1 and c.workspace_id = $2`;

/**
 * What a template becomes in the thread, once everything that WhatsApp would refuse is ruled out. Refuses `not_found`
 * for the conversation; throws a 422 problem with a line for each field at fault.
 */
export async function templateContent(
  db: Queryable,
  { caller, conversationId }: { caller: Caller; conversationId: string },
  asked: NewTemplate,
): Promise<WrittenContent> {
  const language = asked.language.replace('-', '_');
  const found = await db.query<Line>(FIND, [conversationId, caller.workspaceId, asked.name, language]);
  const template = found.rows[0];
  if (!template) throw new Refusal('not_found');
  const { status, category, parameterFormat, components } = template;
  if (status === null)
    throw bodyFault([{ path: 'template.name', message: 'is no template of this number in this language' }]);
  const { values, faults } = readValues(components, asked);
  const header = readHeader(components, asked);
  const allFaults = [
    ...faults,
    ...header.faults,
    ...buttonFaults(components, asked),
    ...templateFaults({ status, components }, values, header.kind).map(tellFault),
  ];
  if (allFaults.length > 0) throw bodyFault(allFaults);
  const { body, ...around } = fillTemplate(components, values);
  const content = {
    kind: 'template',
    ...around,
    name: asked.name,
    language,
    category,
    parameterFormat,
    values,
    ...(asked.buttons?.length && { buttonParameters: asked.buttons }),
  };
  if (header.kind === null || !asked.header || 'text' in asked.header)
    return { type: 'template', text: body, content };
  const { fileName } = asked.header;
  const headerFile = { kind: header.kind, fileName: fileName ?? null };
  if ('link' in asked.header)
    return {
      type: 'template',
      text: body,
      content: { ...content, headerFile: { ...headerFile, link: asked.header.link } },
    };
  const { mediaId } = asked.header;
  const upload = await findFile(db, { caller, mediaId });
  if (!upload) throw fileFault('template.header.mediaId');
  if (upload.kind !== header.kind)
    throw bodyFault([
      { path: 'template.header.mediaId', message: `is not the ${header.kind} the header wants` },
    ]);
  return {
    type: 'template',
    text: body,
    content: { ...content, headerFile },
    file: fileOf(mediaId, upload, fileName),
  };
}

/** The values by place, as the picker of the inbox names them. A value for a place that is not there is a fault. */
function readValues(
  components: readonly TemplatePart[],
  asked: NewTemplate,
): { values: Record<string, string>; faults: FieldFault[] } {
  const fields = templateFields(components);
  const faults: FieldFault[] = [];
  const values: Record<string, string> = {};
  const inBody = fields.filter((field) => field.part === 'body').map((field) => field.placeholder);
  const given = asked.variables ?? [];
  const entries = Array.isArray(given)
    ? given.map((value, n) => [inBody[n] ?? null, value, String(n)] as const)
    : Object.entries(given).map(
        ([name, value]) => [inBody.includes(name) ? name : null, value, name] as const,
      );
  for (const [place, value, name] of entries) {
    if (place === null)
      faults.push({ path: `template.variables.${name}`, message: 'has no place in the body' });
    else values[`body:${place}`] = value;
  }
  const inHeader = fields.find((field) => field.part === 'header');
  if (asked.header && 'text' in asked.header) {
    if (inHeader) values[inHeader.key] = asked.header.text;
    else faults.push({ path: 'template.header.text', message: 'has no place in the header' });
  }
  for (const [n, button] of (asked.buttons ?? []).entries()) {
    if (!('text' in button)) continue;
    const field = fields.find((one) => one.part === 'button' && one.index === button.index);
    if (field) values[field.key] = button.text;
    else
      faults.push({
        path: `template.buttons.${n}.index`,
        message: 'is no button whose link has an open end',
      });
  }
  return { values, faults };
}

/** Which file the header is given; null when it is given none. */
function readHeader(
  components: readonly TemplatePart[],
  { header }: NewTemplate,
): { kind: ReturnType<typeof headerFileOf>; faults: FieldFault[] } {
  if (!header || 'text' in header) return { kind: null, faults: [] };
  const kind = headerFileOf(components);
  if (kind !== null) return { kind, faults: [] };
  return { kind, faults: [{ path: 'template.header', message: 'is no file in this template' }] };
}

const KINDS = { payload: 'quick_reply', code: 'copy_code' } as const;

function buttonFaults(components: readonly TemplatePart[], { buttons = [] }: NewTemplate): FieldFault[] {
  const known = partOf(components, 'buttons')?.buttons ?? [];
  const faults = buttons.flatMap((button, n): FieldFault[] => {
    if ('text' in button) return [];
    const wanted = 'payload' in button ? KINDS.payload : KINDS.code;
    if (known[button.index]?.kind === wanted) return [];
    return [{ path: `template.buttons.${n}.index`, message: `is no ${wanted.replace('_', ' ')} button` }];
  });
  const seen = new Set(buttons.map((button) => button.index));
  if (seen.size < buttons.length)
    faults.push({ path: 'template.buttons', message: 'name each button once at the most' });
  for (const [index, { kind }] of known.entries()) {
    if (kind === KINDS.code && !buttons.some((one) => one.index === index && 'code' in one))
      faults.push({ path: 'template.buttons', message: `button ${index} needs a code to copy` });
  }
  return faults;
}

const SENTENCES: Record<TemplateFault['reason'], string> = {
  not_approved: 'is not approved by WhatsApp',
  paused: 'is paused by WhatsApp for its quality',
  disabled: 'was disabled by WhatsApp',
  header_kind: 'shows something at its top that cannot be sent from here',
  file_missing: 'is needed: the header shows a file, give its link or mediaId',
  file_unknown: 'is no file in this template',
  file_wrong: 'is not the kind of file the header wants',
  value_missing: 'is needed and may not be empty',
  value_unknown: 'has no place in this template',
  line_break: 'may hold no line break and no tab',
  too_many_spaces: 'may hold at most four spaces in a row',
  value_too_long: 'is too long',
  text_too_long: 'is too long once it is filled',
};

function tellFault({ reason, key }: TemplateFault): FieldFault {
  return { path: pathOf(reason, key), message: SENTENCES[reason] };
}

function pathOf(reason: TemplateFault['reason'], key: string | null): string {
  if (key === 'header' || reason === 'header_kind') return 'template.header';
  if (key === null) return reason === 'text_too_long' ? 'template.variables' : 'template.name';
  const [part, ...rest] = key.split(':');
  if (part === 'header') return 'template.header.text';
  return part === 'button' ? `template.buttons.${rest[0]}.text` : `template.variables.${rest.join(':')}`;
}
