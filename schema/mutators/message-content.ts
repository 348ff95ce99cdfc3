import type { Transaction } from '@rocicorp/zero';
import { z } from 'zod';
import type { Context } from '../context.ts';
import { choiceFaults, trimChoices } from '../domain/choice-message.ts';
import { MEDIA_KINDS, takesCaption } from '../domain/media-limits.ts';
import { CAPTION_LIMIT, textFault } from '../domain/message-limits.ts';
import { sessionWindow } from '../domain/session-window.ts';
import { fillTemplate } from '../domain/template-fields.ts';
import type { TemplatePart } from '../domain/template-fields.ts';
import { templateFaults } from '../domain/template-check.ts';
import { SCHEDULE_LIMIT_MS } from '../domain/undo-window.ts';
import { Refusal } from '../errors.ts';
import { visibleMessages } from '../permissions.ts';
import { zql } from '../schema.ts';
import type { MessageRow, Schema } from '../schema.ts';
import { assertWanted } from './assert-wanted.ts';
import { defineMutator } from './define-mutator.ts';
import { loadConversation } from './load-conversation.ts';
import { assertQuotable, guardReply, insertBubble, isRetry, replyArgs, writeReply } from './write-reply.ts';

/** What the screen shows of a file before the server has told it; the server puts its own knowledge in its place. */
const shownMedia = z.object({
  mimeType: z.string().max(120),
  fileName: z.string().max(240).nullable(),
  sizeBytes: z.number().int().min(0),
  width: z.number().int().positive().optional(),
  height: z.number().int().positive().optional(),
  durationMs: z.number().int().min(0).max(3_600_000).optional(),
  waveform: z.array(z.number().int().min(0).max(31)).max(64).optional(),
  hasThumbnail: z.boolean().optional(),
});
export type ShownMedia = z.infer<typeof shownMedia>;

export const sendMediaArgs = replyArgs.extend({
  mediaId: z.uuid(),
  kind: z.enum(MEDIA_KINDS),
  caption: z.string().max(20_000).nullish(),
  shown: shownMedia,
});

export const sendTemplateArgs = replyArgs.extend({
  templateId: z.uuid(),
  /** The file at the top, for a template that wants one. */
  header: z.object({ mediaId: z.uuid(), kind: z.enum(MEDIA_KINDS), shown: shownMedia }).nullish(),
  /** By place: "body:1", "header:name", "button:0:1". */
  values: z.record(z.string().max(80), z.string().max(4096)),
});

/** Generous: what WhatsApp would refuse is refused below, by name. */
const words = z.string().max(20_000);
export const sendChoicesArgs = replyArgs.extend({
  choices: z.object({
    kind: z.enum(['buttons', 'list', 'link']),
    header: words.nullable(),
    body: words,
    footer: words.nullable(),
    label: words.nullable(),
    url: words.nullish(),
    sections: z
      .array(
        z.object({
          title: words.nullable(),
          choices: z
            .array(z.object({ id: z.string().min(1).max(300), title: words, description: words.nullable() }))
            .max(50),
        }),
      )
      .max(50),
  }),
});

export const sendLocationArgs = replyArgs.extend({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().max(200).nullish(),
  address: z.string().max(300).nullish(),
});

export const scheduleArgs = z.object({
  id: z.uuid(),
  conversationId: z.uuid(),
  text: z.string().max(20_000),
  quotedMessageId: z.uuid().nullish(),
  sendAt: z.number(),
  at: z.number(),
});

/** `emoji` null takes our reaction back. */
export const reactArgs = z.object({
  id: z.uuid(),
  emoji: z
    .string()
    .max(24)
    .regex(/\p{Extended_Pictographic}|\p{Emoji_Presentation}/u)
    .nullable(),
  at: z.number(),
});

export const contentMutators = {
  /**
   * A file that is already in our store, with words under it where WhatsApp draws them. Refuses as `message.send` does,
   * and `text_too_long` for a caption.
   */
  sendMedia: defineMutator(sendMediaArgs, async ({ tx, ctx, args }) => {
    const caption = args.caption?.trim() || null;
    if (caption && (!takesCaption(args.kind) || textFault(caption, CAPTION_LIMIT)))
      throw new Refusal('text_too_long', { limit: CAPTION_LIMIT });
    const conversation = await guardReply(tx, ctx, args);
    if (!conversation) return;
    const media = { ...args.shown, id: args.mediaId, state: 'stored' };
    await writeReply(tx, ctx, {
      conversation,
      args,
      bubble: { type: args.kind, text: caption, media },
    });
  }),

  /**
   * An approved template, filled, with the file it wants at its top. Goes whatever the window says. Refuses `not_found` for
   * a template of another channel, `marketing_stopped` for advertising nobody asked for, and `invalid_input` with the `reason` and the `field` for everything WhatsApp would refuse.
   */
  sendTemplate: defineMutator(sendTemplateArgs, async ({ tx, ctx, args }) => {
    const conversation = await guardReply(tx, ctx, args, { isTemplate: true });
    if (!conversation) return;
    const template = await tx.run(
      zql.template
        .where('workspaceId', ctx.workspaceId)
        .where('channelId', conversation.channelId)
        .where('id', args.templateId)
        .one(),
    );
    if (!template) throw new Refusal('not_found');
    await assertWanted(tx, ctx, { conversation, category: template.category });
    const components = template.components as TemplatePart[];
    const { header } = args;
    const asked = { status: template.status, components };
    const fault = templateFaults(asked, args.values, header?.kind ?? null)[0];
    if (fault) throw new Refusal('invalid_input', { field: fault.key ?? 'templateId', reason: fault.reason });
    const { body, ...around } = fillTemplate(components, args.values);
    const { name, language, category, parameterFormat } = template;
    await writeReply(tx, ctx, {
      conversation,
      args,
      bubble: {
        type: 'template',
        text: body,
        ...(header && { media: { ...header.shown, id: header.mediaId, state: 'stored' } }),
        content: {
          kind: 'template',
          ...around,
          name,
          language,
          category,
          parameterFormat,
          values: args.values,
        },
      },
    });
  }),

  /**
   * A question answered by a tap, buttons or a list, or a button that opens a page. Refuses as `message.send` does, and `invalid_input` with the `reason`
   * and the `field` for everything WhatsApp would refuse.
   */
  sendChoices: defineMutator(sendChoicesArgs, async ({ tx, ctx, args }) => {
    const fault = choiceFaults(args.choices)[0];
    if (fault)
      throw new Refusal('invalid_input', {
        field: fault.key ?? 'choices',
        reason: fault.reason,
        limit: fault.limit,
      });
    const conversation = await guardReply(tx, ctx, args);
    if (!conversation) return;
    const { body, ...around } = trimChoices(args.choices);
    await writeReply(tx, ctx, {
      conversation,
      args,
      bubble: { type: around.kind, text: body, content: around },
    });
  }),

  /** A place on the map. Refuses as `message.send` does. */
  sendLocation: defineMutator(sendLocationArgs, async ({ tx, ctx, args }) => {
    const conversation = await guardReply(tx, ctx, args);
    if (!conversation) return;
    const { latitude, longitude } = args;
    const place = { name: args.name?.trim() || null, address: args.address?.trim() || null, url: null };
    await writeReply(tx, ctx, {
      conversation,
      args,
      bubble: {
        type: 'location',
        text: place.name,
        content: { kind: 'location', latitude, longitude, ...place },
      },
    });
  }),

  /**
   * A reply that leaves later. It stands in the thread at its own time and is nobody's answer until it leaves. Refuses
   * `window_shut` when the window will be shut by then.
   */
  schedule: defineMutator(scheduleArgs, async ({ tx, ctx, args }) => {
    const fault = textFault(args.text);
    if (fault) throw new Refusal(fault);
    const conversation = await loadConversation(tx, ctx, args.conversationId);
    if (await isRetry(tx, ctx, { ...args, direction: 'outbound' })) return;
    if (args.sendAt <= args.at || args.sendAt > args.at + SCHEDULE_LIMIT_MS)
      throw new Refusal('invalid_input', { field: 'sendAt' });
    if (sessionWindow({ closesAt: conversation.windowClosesAt, now: args.sendAt }) === 'shut')
      throw new Refusal('window_shut', { closesAt: conversation.windowClosesAt ?? null });
    if (args.quotedMessageId)
      await assertQuotable(tx, ctx, { conversation, quotedMessageId: args.quotedMessageId });
    await insertBubble(tx, ctx, {
      args,
      bubble: { type: 'text', text: args.text.trim() },
      at: args.sendAt,
    });
  }),

  /** Our one reaction to a message, set, changed or taken back. Refuses `window_shut`: WhatsApp takes it for free text. */
  react: defineMutator(reactArgs, async ({ tx, ctx, args }) => {
    const message = await loadReactable(tx, ctx, args.id);
    const conversation = await loadConversation(tx, ctx, message.conversationId);
    if (sessionWindow({ closesAt: conversation.windowClosesAt, now: args.at }) === 'shut')
      throw new Refusal('window_shut');
    const others = (message.reactions as { by: string }[]).filter(({ by }) => by !== 'member');
    const own =
      args.emoji === null ? [] : [{ by: 'member', who: ctx.memberId, emoji: args.emoji, at: args.at }];
    await tx.mutate.message.update({ id: message.id, reactions: [...others, ...own] });
  }),
};

async function loadReactable(tx: Transaction<Schema>, ctx: Context, id: string): Promise<MessageRow> {
  const message = await tx.run(visibleMessages(ctx).where('id', id).one());
  if (!message || message.direction === 'note' || message.deletedAt) throw new Refusal('not_found');
  return message;
}
