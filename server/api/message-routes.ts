import { z } from 'zod';
import { Refusal } from '#schema/errors.ts';
import { uuidv7 } from '../new-id.ts';
import { writeMessage } from '../outbound/write-message.ts';
import type { WrittenContent } from '../outbound/write-message.ts';
import type { Queryable } from '../queue.ts';
import type { Caller } from './api-key.ts';
import { defineRoute } from './define-route.ts';
import { interactiveContent } from './interactive-content.ts';
import { mediaContent } from './media-content.ts';
import { MESSAGE_COLUMNS, messageSchema, toMessage } from './message-shape.ts';
import type { MessageLine, MessageShape } from './message-shape.ts';
import { newMessageSchema } from './new-message-shape.ts';
import type { NewMessage } from './new-message-shape.ts';
import { pageOf, pageQuery } from './page-cursor.ts';
import { readOne, readPage } from './read-page.ts';
import type { Condition, Listing } from './read-page.ts';
import { templateContent } from './template-content.ts';

const messageList: Listing<MessageLine, MessageShape> = {
  name: 'messages',
  from: 'message m',
  alias: 'm',
  columns: MESSAGE_COLUMNS,
  placedBy: 'm.at',
  tell: toMessage,
};

async function contentOf(
  db: Queryable,
  asked: { caller: Caller; conversationId: string },
  body: NewMessage,
): Promise<WrittenContent> {
  if ('text' in body) return { type: 'text', text: body.text };
  if ('interactive' in body) return interactiveContent(body.interactive);
  if ('template' in body) return templateContent(db, asked, body.template);
  return mediaContent(db, asked.caller, body.media);
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
      const known = await db.query('select 1 from conversation where id = $1 and workspace_id = $2', [
        params.id,
        caller.workspaceId,
      ]);
      if (known.rowCount === 0) throw new Refusal('not_found');
      const where: Condition[] = [['m.conversation_id = ?', params.id]];
      return readPage(db, messageList, { workspaceId: caller.workspaceId, where, query });
    },
  }),

  defineRoute({
    method: 'post',
    path: '/conversations/{id}/messages',
    scope: 'messages:write',
    tag: 'Messages',
    summary: 'Send a message',
    description:
      'The message is accepted, not yet sent: its status climbs from queued as the provider reports. A template goes whatever the session window says, unless it is marketing and the customer asked for none; everything else only while it is open. With an Idempotency-Key a repeated request never sends twice.',
    body: newMessageSchema,
    answer: { status: 202, schema: messageSchema, description: 'The message, with its status.' },
    problems: [
      'not_found',
      'window_shut',
      'marketing_stopped',
      'channel_paused',
      'text_empty',
      'text_too_long',
      'invalid_input',
    ],
    async handle({ db, caller, now, params, body }) {
      const id = uuidv7();
      await writeMessage(db, {
        id,
        workspaceId: caller.workspaceId,
        conversationId: params.id,
        content: await contentOf(db, { caller, conversationId: params.id }, body),
        author: { kind: 'api', name: caller.name },
        at: now,
      });
      return readOne(db, messageList, { id, workspaceId: caller.workspaceId });
    },
  }),
];
