import type { Context } from '#schema/context.ts';
import { holdsAll } from '#schema/domain/search-words.ts';
import type { Search } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';
import type { Authors } from './authors-named.ts';
import { MOST_FOUND, SNIPPET_LENGTH } from './found.ts';
import type { Found } from './found.ts';
import { scopeOf, startBinding } from './search-scope.ts';
import type { Binding } from './search-scope.ts';

/** What a statement of hits is written with. Its columns: id, conversation_id, author_member_id, is_inbound, at. */
export type HitsPart = { workspace: string; bind: Binding['bind'] };

/** The columns of hits, of message `m`. */
export const HIT = `m.id, m.conversation_id, m.author_member_id, m.direction = 'inbound' as is_inbound, m.at`;

/**
 * The newest among some hits that the asker may see and the operators leave. `among`: how many hits there were before
 * anybody asked that.
 */
export async function foundAmong(
  db: Queryable,
  ctx: Context,
  { search, authors }: { search: Search; authors: Authors | null },
  { hitsOf, isStreamed = false }: { hitsOf: (part: HitsPart) => string; isStreamed?: boolean },
): Promise<{ found: Found[]; among: number }> {
  const { values, bind } = startBinding();
  const workspace = bind(ctx.workspaceId);
  const scope = scopeOf(search, ctx, { workspace, bind });
  if (authors) {
    const byMember = `h.author_member_id = any (${bind(authors.memberIds)}::uuid[])`;
    // One name after another, for those that come to be looked at: not a list of all who have it.
    const byCustomer = `(select bool_or(${authors.isNamed(bind)}) from contact p where p.id = c.contact_id)`;
    scope.push(`(${byMember} or h.is_inbound and ${byCustomer})`);
  }
  // Read in order until enough may be seen: the conversations of all the others need not be fetched.
  const { rows } = await db.query<Found & { among: number; conversationId: string | null }>(
    `with hits as ${isStreamed ? 'not materialized' : 'materialized'} (${hitsOf({ workspace, bind })})
     select total.among, f.*
     from (select ${isStreamed ? '0' : '(select count(*)::int from hits)'} as among) total left join lateral (
       select c.id as "conversationId", c.contact_name as "contactName", c.inbox_name as "inboxName", h.id as "messageId",
         m.text, m.author_name as author, h.at
       from ${isStreamed ? 'hits' : '(select * from hits order by at desc, id)'} h cross join lateral (
         select c.id, c.contact_name, i.name as inbox_name from conversation c join inbox i on i.id = c.inbox_id
         where c.id = h.conversation_id and ${scope.join(' and ')} limit 1) c
       cross join lateral (
         select m.text, m.author_name from message m
         where m.id = h.id and m.text is not null and m.deleted_at is null limit 1) m
       order by h.at desc, h.id limit ${MOST_FOUND}) f on true`,
    values,
  );
  const found = rows.flatMap(({ among: _, text, ...row }) =>
    // Edited since the index heard of it: what it says now is what counts.
    row.conversationId !== null && text !== null && holdsAll(text, search.words)
      ? [{ ...row, text: text.slice(0, SNIPPET_LENGTH) }]
      : [],
  );
  return { found, among: rows[0]?.among ?? 0 };
}
