import type { Context } from '#schema/context.ts';
import { wordsIn } from '#schema/domain/search-words.ts';
import type { Search } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';
import { NAME_WORDS } from './find-people.ts';
import { MOST_FOUND, SNIPPET_LENGTH } from './found.ts';
import type { Found } from './found.ts';
import { holdingAll, scopeOf, spanOf, startBinding, startOf, wordQuery } from './search-scope.ts';
import type { Binding } from './search-scope.ts';

/** What is common is found among the newest; what is rare, by its index. */
const NEWEST = 3_000;
/** A beginning this long names few enough words for the index to be asked; a shorter one is looked for in what it gave. */
const LONG_ENOUGH = 4;

const COLUMNS = 'm.id, m.conversation_id, m.at, m.text, m.author_name, m.author_member_id, m.direction';
const WORDS = `to_tsvector('simple', coalesce(m.text, ''))`;

/** Messages that match, newest first. */
export async function findMessages(db: Queryable, ctx: Context, search: Search): Promise<Found[]> {
  if (search.words.length === 0 && search.from === null) return [];
  const newest = await ask(db, ctx, search, 'newest');
  return newest.length === MOST_FOUND ? newest : ask(db, ctx, search, 'index');
}

async function ask(db: Queryable, ctx: Context, search: Search, from: 'newest' | 'index'): Promise<Found[]> {
  const { values, bind } = startBinding();
  const workspace = bind(ctx.workspaceId);
  const inSpan = [`m.workspace_id = ${workspace}`, ...spanOf(search, 'm.at', bind)].join(' and ');
  const readable = `${inSpan} and m.text is not null and m.deleted_at is null`;
  const says = saying(search.words, from, bind);
  const author = search.from === null ? null : authorOf(search.from, { workspace, bind });
  const inScope = scopeOf(search, ctx, { workspace, bind });
  if (author)
    inScope.push(`(${author.isMember} or m.direction = 'inbound' and c.contact_id in (${author.contacts}))`);
  const source =
    from === 'newest'
      ? `select ${COLUMNS} from (select * from message m where ${inSpan} order by m.at desc, m.id limit ${NEWEST}) m
         where ${[readable, ...says].join(' and ')}`
      : search.words.length > 0
        ? `select ${COLUMNS} from message m where ${[readable, ...says].join(' and ')}`
        : wordsOf(author!, readable);
  // Read in order until enough may be seen: the conversations of all the others need not be fetched.
  const found = await db.query<Found>(
    `with hits as ${from === 'newest' ? 'not materialized' : 'materialized'} (${source})
     select c.id as "conversationId", c.contact_name as "contactName", c.inbox_name as "inboxName", m.id as "messageId",
       left(m.text, ${SNIPPET_LENGTH}) as text, m.author_name as author, m.at
     from hits m cross join lateral (
       select c.id, c.contact_name, i.name as inbox_name from conversation c join inbox i on i.id = c.inbox_id
       where c.id = m.conversation_id and ${inScope.join(' and ')} limit 1) c
     order by m.at desc, m.id limit ${MOST_FOUND}`,
    values,
  );
  return found.rows;
}

/** Conditions on message `m`; the quick one first, the one with an index for long beginnings only. */
function saying(words: readonly string[], from: 'newest' | 'index', bind: Binding['bind']): string[] {
  if (words.length === 0) return [];
  const matches = (some: readonly string[]) => `${WORDS} @@ to_tsquery('simple', ${bind(wordQuery(some))})`;
  const holds = () => `m.text ilike all (${bind(holdingAll(words))}::text[])`;
  if (from === 'newest') return [holds(), matches(words)];
  const longest = words.reduce((a, b) => (b.length > a.length ? b : a));
  const long = words.filter((word) => word.length >= LONG_ENOUGH || word === longest);
  if (long.length === words.length) return [matches(words)];
  // Written without its coalesce the rest is no business of the index.
  const rest = `to_tsvector('simple', m.text) @@ to_tsquery('simple', ${bind(wordQuery(words))})`;
  return [matches(long), holds(), rest];
}

type Author = { isMember: string; members: string; contacts: string };

/** Colleagues and customers with a name that begins like this. */
function authorOf(name: string, { workspace, bind }: { workspace: string; bind: Binding['bind'] }): Author {
  const members = `select w.id from member w where w.workspace_id = ${workspace} and lower(w.name) like ${bind(startOf(name))}`;
  const words = wordsIn(name);
  const named =
    words.length === 0 ? 'false' : `${NAME_WORDS} @@ to_tsquery('simple', ${bind(wordQuery(words))})`;
  const contacts = `select p.id from contact p where p.workspace_id = ${workspace} and ${named}`;
  return { members, isMember: `m.author_member_id in (${members})`, contacts };
}

/** The newest that each of them wrote. */
function wordsOf({ members, contacts }: Author, readable: string): string {
  const newest = `order by m.at desc, m.id limit ${MOST_FOUND * 10}`;
  return `(select m.* from (${members}) w cross join lateral (select ${COLUMNS} from message m
      where m.author_member_id = w.id and ${readable} ${newest}) m)
    union all
    (select m.* from (${contacts}) p join conversation c on c.contact_id = p.id cross join lateral (select ${COLUMNS} from message m
      where m.conversation_id = c.id and m.direction = 'inbound' and ${readable} ${newest}) m)`;
}
