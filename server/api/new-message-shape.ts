import { z } from 'zod';

/** An address a provider can fetch from: named, encrypted, and holding no secret of its own. */
const link = z
  .url({
    protocol: /^https$/,
    hostname: z.regexes.domain,
    error: 'must be an https address with a public name',
  })
  .max(2000)
  .refine((url) => !/^https:\/\/[^/?#]*@/i.test(url), 'must not hold a user name or password')
  .meta({ description: 'WhatsApp fetches the file from here; nothing of ours does.' });

const fileName = z.string().min(1).max(240).optional();
const mediaId = z.string().max(80).meta({ description: 'Of a file brought with POST /media.' });
const place = z.string().max(4096);

const newTemplateSchema = z
  .strictObject({
    name: z.string().min(1).max(512),
    language: z.string().min(2).max(20).meta({ description: 'As GET /templates tells it: en_US, sw.' }),
    variables: z
      .union([z.array(place).max(100), z.record(z.string().max(100), place)])
      .optional()
      .meta({ description: 'What fills the body: a list in order, or by number or name.' }),
    header: z
      .union([
        z.strictObject({ text: place }),
        z.strictObject({ link, fileName }),
        z.strictObject({ mediaId, fileName }),
      ])
      .optional()
      .meta({ description: 'What fills the header: words, or the picture, film or document it shows.' }),
    buttons: z
      .array(
        z.union([
          z.strictObject({ index: z.int().min(0).max(9), text: place }),
          z.strictObject({ index: z.int().min(0).max(9), payload: z.string().min(1).max(256) }),
          z.strictObject({ index: z.int().min(0).max(9), code: z.string().min(1).max(20) }),
        ]),
      )
      .max(10)
      .optional()
      .meta({
        description:
          'By their place, from 0: `text` ends a link, `payload` comes back when a quick reply is pressed, `code` is copied.',
      }),
  })
  .meta({ id: 'NewTemplateMessage' });

const caption = z.string().max(20_000).optional();
const kind = z.enum(['image', 'video', 'audio', 'voice', 'document']);

const newMediaSchema = z
  .union([
    z.strictObject({ link, type: kind, caption, fileName }),
    z.strictObject({
      id: mediaId,
      type: kind.optional().meta({ description: '`voice` makes a recording a voice note.' }),
      caption,
      fileName,
    }),
  ])
  .meta({ id: 'NewMediaMessage' });

const words = z.string().max(20_000);
const button = z.strictObject({
  id: z.string().min(1).max(256).meta({ description: 'Comes back with the answer.' }),
  title: words.meta({ description: 'At most 20 characters.' }),
});
const row = z.strictObject({
  id: z.string().min(1).max(200).meta({ description: 'Comes back with the answer.' }),
  title: words.meta({ description: 'At most 24 characters.' }),
  description: words.optional().meta({ description: 'At most 72 characters.' }),
});
const around = {
  header: words.optional().meta({ description: 'Above the text, at most 60 characters.' }),
  footer: words.optional().meta({ description: 'Small print, at most 60 characters.' }),
};
const text = words.meta({ description: 'The text: at most 1024 characters, 4096 above a list.' });
const label = words.meta({ description: 'The words on the button that opens it, at most 20 characters.' });

const newInteractiveSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('buttons'),
      body: text,
      ...around,
      buttons: z.array(button).max(50).meta({ description: 'One to three, no two of which read alike.' }),
    }),
    z.strictObject({
      type: z.literal('list'),
      body: text,
      ...around,
      label,
      sections: z
        .array(
          z.strictObject({
            title: words
              .optional()
              .meta({ description: 'At most 24 characters; needed where there are several.' }),
            rows: z.array(row).max(50),
          }),
        )
        .max(50)
        .meta({ description: 'At most ten, with ten rows among them.' }),
    }),
    z.strictObject({
      type: z.literal('link'),
      body: text,
      ...around,
      label,
      url: z.string().max(4000).meta({
        format: 'uri',
        description: 'An https address with a public name, at most 2000 characters.',
      }),
    }),
  ])
  .meta({
    id: 'NewInteractiveMessage',
    description:
      'Buttons or a list, whose answer comes as a message of the type `buttonReply` or `listReply`, or one button that opens a page.',
  });

/** What a message may be made of: exactly one of these. */
export const newMessageSchema = z
  .union([
    z.strictObject({ text: z.string().max(20_000) }),
    z.strictObject({ template: newTemplateSchema }),
    z.strictObject({ media: newMediaSchema }),
    z.strictObject({ interactive: newInteractiveSchema }),
  ])
  .meta({ id: 'NewMessage' });

export type NewTemplate = z.output<typeof newTemplateSchema>;
export type NewInteractive = z.output<typeof newInteractiveSchema>;
export type NewMedia = z.output<typeof newMediaSchema>;
export type NewMessage = z.output<typeof newMessageSchema>;
