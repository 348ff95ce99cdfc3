import type { Context } from '#schema/context.ts';
import { isEmptySearch } from '#schema/domain/search-words.ts';
import type { Search } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';

/** One thing found. `messageId` is null when the person's name was what matched. Instants in ms. */
export type Found = {
  conversationId: string;
  contactName: string;
  inboxName: string;
  messageId: string | null;
  text: string | null;
  author: string | null;
  at: number;
};

export const MOST_FOUND = 20;
const SNIPPET_LENGTH = 160;

/**
 * People and messages that match, newest first, within what the asker may see. Every word is a prefix and all must occur.
 * People come first: a name is what most searches are for.
 */
export async function findInConversations(db: Queryable, ctx: Context, search: Search): Promise<Found[]> {
  if (isEmptySearch(search)) return [];
  const values: unknown[] = [ctx.workspaceId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const scope = scopeOf(search, ctx, bind);
  const words = search.words.length > 0 ? bind(search.words.map((word) => `${word}:*`).join(' & ')) : null;
  const people = search.from
    ? ''
    : `(select c.id as "conversationId", c.contact_name as "contactName", i.name as "inboxName", null::uuid as "messageId",
        left(c.last_message_text, ${SNIPPET_LENGTH}) as text, c.last_message_author as author, c.last_message_at as at, 0 as rank
      from conversation c join inbox i on i.id = c.inbox_id
      where ${scope.join(' and ')}${words ? ` and to_tsvector('simple', c.contact_name) @@ to_tsquery('simple', ${words})` : ''}
        ${search.before ? `and c.last_message_at < ${bind(search.before)}::timestamptz` : ''}
      order by c.last_message_at desc limit ${MOST_FOUND})`;
  const messages =
    words || search.from
      ? `(select c.id as "conversationId", c.contact_name as "contactName", i.name as "inboxName", m.id as "messageId",
        left(m.text, ${SNIPPET_LENGTH}) as text, m.author_name as author, m.at, 1 as rank
      from message m join conversation c on c.id = m.conversation_id join inbox i on i.id = c.inbox_id
      where m.workspace_id = $1 and m.text is not null and m.deleted_at is null and ${scope.join(' and ')}
        ${words ? `and to_tsvector('simple', coalesce(m.text, '')) @@ to_tsquery('simple', ${words})` : ''}
        ${search.from ? `and lower(m.author_name) like ${bind(startOf(search.from))}` : ''}
        ${search.before ? `and m.at < ${bind(search.before)}::timestamptz` : ''}
      order by m.at desc limit ${MOST_FOUND})`
      : '';
  const parts = [people, messages].filter((part) => part !== '');
  const found = await db.query<Found>(
    `select * from (${parts.join(' union all ')}) found order by rank, at desc limit ${MOST_FOUND}`,
    values,
  );
  return found.rows.map(({ conversationId, contactName, inboxName, messageId, text, author, at }) => ({
    conversationId,
    contactName,
    inboxName,
    messageId,
    text,
    author,
    at,
  }));
}

function startOf(text: string): string {
  return `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

function scopeOf(search: Search, ctx: Context, bind: (value: unknown) => string): string[] {
  const scope = ['c.workspace_id = $1'];
  if (ctx.inboxIds !== 'all') scope.push(`c.inbox_id = any (${bind([...ctx.inboxIds])}::uuid[])`);
  if (search.inbox) scope.push(`lower(i.name) like ${bind(startOf(search.inbox))}`);
  if (search.tag) scope.push(`c.contact_tags like ${bind(`%|${startOf(search.tag).slice(0, -1)}|%`)}`);
  const states = search.is.filter((is) => is !== 'mine' && is !== 'unassigned');
  if (states.length > 0) scope.push(`c.status = any (${bind(states)}::conversation_status[])`);
  if (search.is.includes('mine')) scope.push(`c.assignee_id = ${bind(ctx.memberId)}`);
  if (search.is.includes('unassigned')) scope.push('c.assignee_id is null');
  return scope;
}
