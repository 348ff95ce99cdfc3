import type { Context } from 'hono';
import { z } from 'zod';
import type { CustomerWords } from './receive-from-customer.ts';

const ID = z.string().min(1).max(512);
const OPTIONS = {
  phoneNumberId: ID.optional(),
  replyToId: ID.nullish(),
  sentAt: z.int().positive().optional(),
  delayMs: z.int().min(0).max(172_800_000).optional(),
};
const JSON_WORDS = z.union([
  z.object({ ...OPTIONS, text: z.string().min(1).max(65_536), isFromAd: z.boolean().optional() }),
  z.object({
    ...OPTIONS,
    location: z.object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      name: z.string().max(256).nullish(),
      address: z.string().max(256).nullish(),
    }),
  }),
  z.object({
    ...OPTIONS,
    reaction: z.object({ messageId: ID, emoji: z.string().min(1).max(64).nullable() }),
  }),
  z.object({ ...OPTIONS, choice: z.object({ messageId: ID, choiceId: z.string().min(1).max(4_096) }) }),
  z.object({ ...OPTIONS, raw: z.looseObject({ type: z.string().min(1).max(64) }) }),
]);

const MEDIA_KINDS = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;
const MAX_UPLOAD_BYTES = 100 * 1024 * 1024;

export type ReadWords =
  | {
      kind: 'words';
      words: CustomerWords;
      phoneNumberId?: string;
      replyToId?: string | null;
      sentAt?: number;
      delayMs?: number;
    }
  | { kind: 'faulty'; reason: string };

/** What the customer wants to send: JSON for words, multipart for files. */
export async function readCustomerWords(context: Context): Promise<ReadWords> {
  if (context.req.header('content-type')?.startsWith('multipart/form-data') === true)
    return await readUpload(context);
  const parsed = JSON_WORDS.safeParse(await context.req.json().catch(() => null));
  if (!parsed.success)
    return { kind: 'faulty', reason: 'one of text, location, reaction, choice or raw is needed' };
  const { phoneNumberId, replyToId, sentAt, delayMs } = parsed.data;
  return { kind: 'words', words: wordsOf(parsed.data), phoneNumberId, replyToId, sentAt, delayMs };
}

function wordsOf(data: z.infer<typeof JSON_WORDS>): CustomerWords {
  if ('text' in data) return { kind: 'text', text: data.text, isFromAd: data.isFromAd === true };
  if ('reaction' in data) return { kind: 'reaction', ...data.reaction };
  if ('choice' in data) return { kind: 'choice', ...data.choice };
  if ('raw' in data) return { kind: 'raw', message: data.raw };
  const { latitude, longitude, name = null, address = null } = data.location;
  return { kind: 'location', latitude, longitude, name, address };
}

async function readUpload(context: Context): Promise<ReadWords> {
  const form = await context.req.formData().catch(() => null);
  const file = form?.get('file');
  if (form === null || !(file instanceof File)) return { kind: 'faulty', reason: 'a file is needed' };
  if (file.size === 0 || file.size > MAX_UPLOAD_BYTES)
    return { kind: 'faulty', reason: 'the file is empty or too large' };
  const mimeType = (file.type === '' ? 'application/octet-stream' : file.type).slice(0, 255);
  const asked = textOf(form, 'kind');
  const kind = MEDIA_KINDS.find((entry) => entry === asked) ?? kindOfMime(mimeType);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const words = {
    kind,
    bytes,
    mimeType,
    fileName: file.name.slice(0, 255) || null,
    caption: textOf(form, 'caption'),
  };
  return {
    kind: 'words',
    words,
    phoneNumberId: textOf(form, 'phoneNumberId') ?? undefined,
    replyToId: textOf(form, 'replyToId'),
  };
}

function kindOfMime(mimeType: string): (typeof MEDIA_KINDS)[number] {
  if (mimeType.startsWith('image/')) return mimeType === 'image/webp' ? 'sticker' : 'image';
  if (mimeType.startsWith('video/')) return 'video';
  if (mimeType.startsWith('audio/ogg')) return 'voice';
  return mimeType.startsWith('audio/') ? 'audio' : 'document';
}

function textOf(form: FormData, key: string): string | null {
  const value = form.get(key);
  return typeof value === 'string' && value !== '' ? value.slice(0, 4_096) : null;
}
