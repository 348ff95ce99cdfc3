import { z } from 'zod';
import type { AuthorKind, MessageDirection, MessageStatus } from '#schema/tables.gen.ts';
import { placeOf } from './page-cursor.ts';
import type { Placed } from './page-cursor.ts';
import { tellTime } from './tell-time.ts';

const OUTBOUND_STATUSES = [
  'queued',
  'sending',
  'unconfirmed',
  'sent',
  'delivered',
  'read',
  'failed',
  'cancelled',
] as const;

/** A message as other systems see it. */
export const messageSchema = z
  .object({
    id: z.string(),
    conversationId: z.string(),
    direction: z.enum(['inbound', 'outbound', 'note']),
    type: z.string().meta({ description: 'text, image, audio, document, location and so on.' }),
    text: z
      .string()
      .nullable()
      .meta({ description: 'Text or caption; null when there is none or it was taken back.' }),
    status: z
      .enum(OUTBOUND_STATUSES)
      .nullable()
      .meta({ description: 'How far an outbound message got; null for inbound messages and notes.' }),
    providerMessageId: z.string().nullable(),
    author: z.object({
      kind: z.enum(['customer', 'member', 'rule', 'phone_app', 'api', 'system']),
      memberId: z.string().nullable(),
      name: z.string().nullable(),
    }),
    failure: z
      .object({
        key: z.string(),
        code: z.number().nullable(),
        title: z.string().nullable(),
        details: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Why a message failed.' }),
    createdAt: z.iso.datetime().meta({ description: "The message's own time, which lists are ordered by." }),
  })
  .meta({ id: 'Message' });

export type MessageShape = z.input<typeof messageSchema>;

export type MessageLine = Placed & {
  conversationId: string;
  direction: MessageDirection;
  type: string;
  text: string | null;
  status: MessageStatus;
  providerMessageId: string | null;
  authorKind: AuthorKind;
  authorMemberId: string | null;
  authorName: string | null;
  failure: { key?: string; code?: number | null; title?: string | null; details?: string | null } | null;
  at: number;
};

/** What to select from `message m` for a shape. */
export const MESSAGE_COLUMNS = `
  m.id, m.conversation_id as "conversationId", m.direction, m.type, m.text, m.status, m.provider_message_id as "providerMessageId",
  m.author_kind as "authorKind", m.author_member_id as "authorMemberId", m.author_name as "authorName", m.failure, m.at, ${placeOf('m.at')}`;

export function toMessage(m: MessageLine): MessageShape {
  // Taken and held is on its way: other systems know no such step, and must not read it as sent.
  const shown = m.status === 'held' ? 'sending' : m.status;
  return {
    id: m.id,
    conversationId: m.conversationId,
    direction: m.direction,
    type: m.type,
    text: m.text,
    status: m.direction === 'outbound' && shown !== 'received' ? shown : null,
    providerMessageId: m.providerMessageId,
    author: { kind: m.authorKind, memberId: m.authorMemberId, name: m.authorName },
    failure:
      m.status !== 'held' && m.failure
        ? {
            key: m.failure.key ?? 'unknown',
            code: m.failure.code ?? null,
            title: m.failure.title ?? null,
            details: m.failure.details ?? null,
          }
        : null,
    createdAt: tellTime(m.at),
  };
}
