import { z } from 'zod';
import { partOf } from '#schema/domain/template-fields.ts';
import type { TemplatePart } from '#schema/domain/template-fields.ts';
import { defineRoute } from './define-route.ts';
import { pageOf, pageQuery, placeOf } from './page-cursor.ts';
import type { Placed } from './page-cursor.ts';
import { readPage } from './read-page.ts';
import type { Condition, Listing } from './read-page.ts';

const places = z
  .array(z.string())
  .meta({ description: 'What is to be filled in, in order: numbers or names.' });

/** A template as other systems see it: what it says, and what has to be filled in. */
const templateSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    language: z.string(),
    category: z.string(),
    status: z.string().meta({ description: 'WhatsApp’s word; only APPROVED can be sent.' }),
    quality: z.string().nullable(),
    channelId: z.string().meta({ description: 'The number it belongs to.' }),
    header: z
      .object({
        format: z.string().meta({ description: 'text, image, video, document or location.' }),
        text: z.string().nullable(),
        variables: places,
      })
      .nullable(),
    body: z.object({ text: z.string(), variables: places }),
    footer: z.string().nullable(),
    buttons: z.array(
      z.object({ index: z.int(), kind: z.string(), text: z.string().nullable(), variables: places }),
    ),
  })
  .meta({ id: 'Template' });

type TemplateShape = z.input<typeof templateSchema>;

type TemplateLine = Placed &
  Pick<TemplateShape, 'name' | 'language' | 'category' | 'status' | 'quality' | 'channelId'> & {
    components: TemplatePart[];
  };

// A template keeps its id for life, and nothing else about it.
const ALWAYS = `'epoch'::timestamptz`;

const templateList: Listing<TemplateLine, TemplateShape> = {
  name: 'templates',
  from: 'template t',
  alias: 't',
  columns: `t.id, t.name, t.language, t.category, t.status, t.quality, t.channel_id as "channelId", t.components, ${placeOf(ALWAYS)}`,
  placedBy: ALWAYS,
  tell: ({ components, placeAt: _, ...own }) => {
    const header = partOf(components, 'header');
    const body = partOf(components, 'body');
    return {
      ...own,
      header: header && {
        format: header.format ?? 'text',
        text: header.text,
        variables: header.placeholders,
      },
      body: { text: body?.text ?? '', variables: body?.placeholders ?? [] },
      footer: partOf(components, 'footer')?.text ?? null,
      buttons: (partOf(components, 'buttons')?.buttons ?? []).map(({ kind, text, placeholders }, index) => ({
        index,
        kind,
        text,
        variables: placeholders,
      })),
    };
  },
};

const exactly = (description: string) => z.string().max(512).optional().meta({ description });

export const templateRoutes = [
  defineRoute({
    method: 'get',
    path: '/templates',
    scope: 'messages:read',
    tag: 'Messages',
    summary: 'List the message templates of the numbers',
    description: 'As WhatsApp last told them. Only those with the status APPROVED can be sent.',
    query: z.strictObject({
      name: exactly('Only those of this name, in every language.'),
      language: exactly('Only those in this language.'),
      status: exactly('Only those with this status, for example APPROVED.'),
      ...pageQuery,
    }),
    answer: { status: 200, schema: pageOf(templateSchema), description: 'A page of templates.' },
    handle({ db, caller, query }) {
      const { name, language, status } = query;
      const where: Condition[] = [];
      if (name) where.push(['t.name = ?', name]);
      if (language) where.push(['t.language = ?', language.replace('-', '_')]);
      if (status) where.push(['t.status = ?', status.toUpperCase()]);
      return readPage(db, templateList, { workspaceId: caller.workspaceId, where, query });
    },
  }),
];
