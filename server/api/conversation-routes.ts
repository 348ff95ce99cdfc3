import { z } from 'zod';
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
import { pageOf, pageQuery, readCursor } from './page-cursor.ts';
import type { FieldFault } from './problem.ts';
import { readOne, readPage } from './read-page.ts';
import type { Condition, Listing } from './read-page.ts';
import { badParameter } from './read-request.ts';

const conversationList: Listing<ConversationLine, ConversationShape> = {
  name: 'conversations',
  from: 'conversation c',
  alias: 'c',
  columns: CONVERSATION_COLUMNS,
  placedBy: 'c.created_at',
  tell: toConversation,
};

const KNOWN = {
  member: 'select 1 from member where id = $1 and workspace_id = $2',
  inbox: 'select 1 from inbox where id = $1 and workspace_id = $2',
} as const;

const id = (description: string) => z.string().max(80).optional().meta({ description });

const listQuery = z.strictObject({
  status: conversationStatus.optional(),
  assignee: id('Only those of this member; `none` for those nobody has.'),
  inbox: id('Only those in this inbox.'),
  contact: id('Only those with this contact.'),
  ...pageQuery,
});

/**
 * Throws a 400 problem that names every parameter whose member or inbox the workspace has not: a slip of whoever set it up.
 * Contacts come and go, and one that is gone has no conversations.
 */
async function assertKnown(
  db: Queryable,
  workspaceId: string,
  { assignee, inbox }: z.output<typeof listQuery>,
): Promise<void> {
  const named = [
    { path: 'assignee', what: 'member', value: assignee === 'none' ? undefined : assignee },
    { path: 'inbox', what: 'inbox', value: inbox },
  ] as const;
  const faults: FieldFault[] = [];
  for (const { path, what, value } of named) {
    if (value === undefined) continue;
    const isKnown = isId(value) && (await db.query(KNOWN[what], [value, workspaceId])).rowCount === 1;
    if (!isKnown) faults.push({ path, message: `is no ${what} of this workspace` });
  }
  if (faults.length > 0) throw badParameter(faults);
}

/** What the filters leave; null when the contact is one that cannot exist, so that the page is empty. */
function narrowed({ status, assignee, inbox, contact }: z.output<typeof listQuery>): Condition[] | null {
  if (contact !== undefined && !isId(contact)) return null;
  const where: Condition[] = [];
  if (status) where.push(['c.status = ?', status]);
  if (assignee === 'none') where.push(['c.assignee_id is null']);
  else if (assignee) where.push(['c.assignee_id = ?', assignee]);
  if (inbox) where.push(['c.inbox_id = ?', inbox]);
  if (contact) where.push(['c.contact_id = ?', contact]);
  return where;
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
      await assertKnown(db, caller.workspaceId, query);
      const where = narrowed(query);
      if (where) return readPage(db, conversationList, { workspaceId: caller.workspaceId, where, query });
      readCursor(conversationList.name, query.cursor);
      return { items: [], nextCursor: null };
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
    handle: ({ db, caller, params }) =>
      readOne(db, conversationList, { id: params.id, workspaceId: caller.workspaceId }),
  }),

  defineRoute({
    method: 'patch',
    path: '/conversations/{id}',
    scope: 'conversations:write',
    tag: 'Conversations',
    summary: 'Assign, move, snooze, close or reopen a conversation',
    description:
      'Fields that are not named stay as they are. Moved to an inbox that its member cannot see, it goes back to the queue.',
    body: conversationChangeSchema,
    answer: { status: 200, schema: conversationSchema, description: 'The conversation as it is now.' },
    problems: ['not_found'],
    async handle({ db, caller, now, params, body }) {
      await changeConversation({ db, caller, now }, params.id, body);
      return readOne(db, conversationList, { id: params.id, workspaceId: caller.workspaceId });
    },
  }),
];
