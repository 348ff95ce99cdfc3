import { z } from 'zod';
import { Refusal } from '#schema/errors.ts';
import type { Queryable } from '../queue.ts';
import { changeConversation, conversationChangeSchema } from './change-conversation.ts';
import {
  CONVERSATION_COLUMNS,
  conversationSchema,
  conversationStatus,
  toConversation,
} from './conversation-shape.ts';
import type { ConversationLine, ConversationShape } from './conversation-shape.ts';
import { defineRoute } from './define-route.ts';
import { isId } from './is-id.ts';
import { pageOf, pageQuery, readCursor, toPage } from './page-cursor.ts';

const BY_ID = `select ${CONVERSATION_COLUMNS} from conversation c where c.id = $1 and c.workspace_id = $2`;

async function loadConversation(db: Queryable, id: string, workspaceId: string): Promise<ConversationShape> {
  const line = (await db.query<ConversationLine>(BY_ID, [id, workspaceId])).rows[0];
  if (!line) throw new Refusal('not_found');
  return toConversation(line);
}

const id = (description: string) => z.string().max(80).optional().meta({ description });

const listQuery = z.strictObject({
  status: conversationStatus.optional(),
  assignee: id('Only those of this member; `none` for those nobody has.'),
  inbox: id('Only those in this inbox.'),
  contact: id('Only those with this contact.'),
  ...pageQuery,
});

/** The page's statement; null when a filter names something that cannot exist, so that the page is empty. */
function pageStatement(
  workspaceId: string,
  query: z.output<typeof listQuery>,
): { text: string; values: unknown[] } | null {
  const { status, assignee, inbox, contact } = query;
  const ids = [assignee === 'none' ? undefined : assignee, inbox, contact];
  const place = readCursor('conversations', query.cursor);
  if (!ids.every((given) => given === undefined || isId(given))) return null;
  const values: unknown[] = [workspaceId];
  const where = ['c.workspace_id = $1'];
  const narrow = (condition: (parameter: string) => string, value: unknown) => {
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  if (status) narrow((p) => `c.status = ${p}`, status);
  if (assignee === 'none') where.push('c.assignee_id is null');
  else if (assignee) narrow((p) => `c.assignee_id = ${p}`, assignee);
  if (inbox) narrow((p) => `c.inbox_id = ${p}`, inbox);
  if (contact) narrow((p) => `c.contact_id = ${p}`, contact);
  if (place) {
    values.push(place.at, place.id);
    const [at, after] = [`$${values.length - 1}::timestamptz`, `$${values.length}`];
    where.push(`c.created_at <= ${at} and (c.created_at < ${at} or c.id > ${after})`);
  }
  values.push(query.limit + 1);
  const text = `select ${CONVERSATION_COLUMNS} from conversation c where ${where.join(' and ')}
    order by c.created_at desc, c.id limit $${values.length}`;
  return { text, values };
}

export const conversationRoutes = [
  defineRoute({
    method: 'get',
    path: '/conversations',
    scope: 'conversations:read',
    tag: 'Conversations',
    summary: 'List conversations, newest begun first',
    description:
      'The order never changes, so a walk over all pages meets every conversation that was there when it began exactly once.',
    query: listQuery,
    answer: { status: 200, schema: pageOf(conversationSchema), description: 'A page of conversations.' },
    async handle({ db, caller, query }) {
      const statement = pageStatement(caller.workspaceId, query);
      const rows = statement ? (await db.query<ConversationLine>(statement)).rows : [];
      return toPage('conversations', { rows, limit: query.limit }, toConversation);
    },
  }),

  defineRoute({
    method: 'get',
    path: '/conversations/{id}',
    scope: 'conversations:read',
    tag: 'Conversations',
    summary: 'Read a conversation',
    answer: { status: 200, schema: conversationSchema, description: 'The conversation.' },
    problems: ['not_found'],
    handle: ({ db, caller, params }) => loadConversation(db, params.id, caller.workspaceId),
  }),

  defineRoute({
    method: 'patch',
    path: '/conversations/{id}',
    scope: 'conversations:write',
    tag: 'Conversations',
    summary: 'Assign, move, snooze, close or reopen a conversation',
    description: 'Fields that are not named stay as they are.',
    body: conversationChangeSchema,
    answer: { status: 200, schema: conversationSchema, description: 'The conversation as it is now.' },
    problems: ['not_found'],
    async handle({ db, caller, now, params, body }) {
      await changeConversation({ db, caller, now }, params.id, body);
      return loadConversation(db, params.id, caller.workspaceId);
    },
  }),
];
