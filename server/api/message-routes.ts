import { z } from 'zod';
import { Refusal } from '#schema/errors.ts';
import { uuidv7 } from '../new-id.ts';
import { writeMessage } from '../outbound/write-message.ts';
import type { WrittenContent } from '../outbound/write-message.ts';
import { defineRoute } from './define-route.ts';
import { MESSAGE_COLUMNS, messageSchema, toMessage } from './message-shape.ts';
import type { MessageLine } from './message-shape.ts';
import { pageOf, pageQuery, readCursor, toPage } from './page-cursor.ts';
import { Problem } from './problem.ts';

const PAGE = `
  select ${MESSAGE_COLUMNS} from message m
  where m.conversation_id = $1 and m.workspace_id = $2
    and m.at <= coalesce($3::timestamptz, 'infinity') and ($3 is null or m.at < $3 or m.id > $4)
  order by m.at desc, m.id limit $5`;

/** What a message may be made of: exactly one of these. */
const newMessageSchema = z
  .union([
    z.strictObject({ text: z.string().max(20_000) }),
    z.strictObject({
      template: z.strictObject({
        name: z.string().min(1).max(512),
        language: z.string().min(2).max(20),
        variables: z.record(z.string().max(100), z.string().max(1024)).optional(),
      }),
    }),
    z.strictObject({
      media: z.strictObject({
        url: z.url({ protocol: /^https$/ }).max(2000),
        type: z.enum(['image', 'video', 'audio', 'document']),
        caption: z.string().max(1024).optional(),
        fileName: z.string().max(240).optional(),
      }),
    }),
  ])
  .meta({ id: 'NewMessage' });

function contentOf(body: z.output<typeof newMessageSchema>): WrittenContent {
  if ('text' in body) return { type: 'text', text: body.text };
  const path = 'template' in body ? 'template' : 'media';
  throw new Problem('content_unsupported', {
    detail: `Only text can be sent through this address so far. Send { "text": … } while the session window is open, or send the ${path} from the inbox.`,
    errors: [{ path, message: 'cannot be sent yet' }],
  });
}

export const messageRoutes = [
  defineRoute({
    method: 'get',
    path: '/conversations/{id}/messages',
    scope: 'messages:read',
    tag: 'Messages',
    summary: 'List the messages of a conversation, newest first',
    query: z.strictObject(pageQuery),
    answer: { status: 200, schema: pageOf(messageSchema), description: 'A page of messages.' },
    problems: ['not_found'],
    async handle({ db, caller, params, query }) {
      const place = readCursor('messages', query.cursor);
      const known = await db.query('select 1 from conversation where id = $1 and workspace_id = $2', [
        params.id,
        caller.workspaceId,
      ]);
      if (known.rowCount === 0) throw new Refusal('not_found');
      const { rows } = await db.query<MessageLine>(PAGE, [
        params.id,
        caller.workspaceId,
        place?.at ?? null,
        place?.id ?? null,
        query.limit + 1,
      ]);
      return toPage('messages', { rows, limit: query.limit }, toMessage);
    },
  }),

  defineRoute({
    method: 'post',
    path: '/conversations/{id}/messages',
    scope: 'messages:write',
    tag: 'Messages',
    summary: 'Send a message',
    description:
      'The message is accepted, not yet sent: its status climbs from queued as the provider reports. With an Idempotency-Key a repeated request never sends twice.',
    body: newMessageSchema,
    answer: { status: 202, schema: messageSchema, description: 'The message, with its status.' },
    problems: [
      'not_found',
      'window_shut',
      'channel_paused',
      'text_empty',
      'text_too_long',
      'content_unsupported',
    ],
    async handle({ db, caller, now, params, body }) {
      const id = uuidv7();
      await writeMessage(db, {
        id,
        workspaceId: caller.workspaceId,
        conversationId: params.id,
        content: contentOf(body),
        author: { kind: 'api', name: caller.name },
        at: now,
      });
      const sql = `select ${MESSAGE_COLUMNS} from message m where m.id = $1`;
      return toMessage((await db.query<MessageLine>(sql, [id])).rows[0]!);
    },
  }),
];
