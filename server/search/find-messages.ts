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
/** As far back as one looks for what the index cannot name: beginnings of a letter or three, words that are everywhere. */
const FURTHEST = 30_000;
const MOST_HITS = 20_000;
/** So few conversations are read through. */
const FEW_CONVERSATIONS = 300;
/** A beginning this long names few enough words for the index to be asked; a shorter one is looked for in what it gave. */
const LONG_ENOUGH = 4;

const COLUMNS = 'm.id, m.conversation_id, m.at, m.text, m.author_name, m.author_member_id, m.direction';
const WORDS = `to_tsvector('simple', coalesce(m.text, ''))`;

/** Where a statement looks. */
type Where = { kind: 'newest'; count: number } | { kind: 'within'; ids: string[] } | { kind: 'index' };

/** Messages that match, newest first. */
export async function findMessages(db: Queryable, ctx: Context, search: Search): Promise<Found[]> {
  if (search.words.length === 0 && search.from === null) return [];
  const newest = await ask(db, ctx, search, { kind: 'newest', count: NEWEST });
  if (newest.found.length === MOST_FOUND) return newest.found;
  const ids = await fewConversations(db, ctx, search);
  if (ids) return (await ask(db, ctx, search, { kind: 'within', ids })).found;
  const isShort = search.words.length > 0 && search.words.every((word) => word.length < LONG_ENOUGH);
  if (!isShort) {
    const indexed = await ask(db, ctx, search, { kind: 'index' });
    if (indexed.among < MOST_HITS) return indexed.found;
  }
  return (await ask(db, ctx, search, { kind: 'newest', count: FURTHEST })).found;
}

/** The conversations the operators leave, when they are few. */
async function fewConversations(db: Queryable, ctx: Context, search: Search): Promise<string[] | null> {
  if (search.is.length === 0 && search.tag === null && search.inbox === null) return null;
  const { values, bind } = startBinding();
  const scope = scopeOf(search, ctx, { workspace: bind(ctx.workspaceId), bind });
  const { rows } = await db.query<{ id: string }>(
    `select c.id from conversation c join inbox i on i.id = c.inbox_id
     where ${scope.join(' and ')} limit ${FEW_CONVERSATIONS + 1}`,
    values,
  );
  return rows.length > FEW_CONVERSATIONS ? null : rows.map(({ id }) => id);
}

/** `among`: how many matched before anybody asked whether they may be seen; no more are looked at than the most. */
async function ask(
  db: Queryable,
  ctx: Context,
  search: Search,
  where: Where,
): Promise<{ found: Found[]; among: number }> {
  const { values, bind } = startBinding();
  const workspace = bind(ctx.workspaceId);
  const author = search.from === null ? null : authorOf(search.from, { workspace, bind });
  const inScope = scopeOf(search, ctx, { workspace, bind });
  if (author)
    inScope.push(`(${author.isMember} or m.direction = 'inbound' and c.contact_id in (${author.contacts}))`);
  const hits = hitsOf(search, where, { author, workspace, bind });
  const isStreamed = where.kind === 'newest';
  // Read in order until enough may be seen: the conversations of all the others need not be fetched.
  const { rows } = await db.query<Found & { among: number; conversationId: string | null }>(
    `with hits as ${isStreamed ? 'not materialized' : 'materialized'} (${hits})
     select total.among, f.*
     from (select ${isStreamed ? '0' : '(select count(*)::int from hits)'} as among) total left join lateral (
       select c.id as "conversationId", c.contact_name as "contactName", c.inbox_name as "inboxName", m.id as "messageId",
         left(m.text, ${SNIPPET_LENGTH}) as text, m.author_name as author, m.at
       from hits m cross join lateral (
         select c.id, c.contact_name, i.name as inbox_name from conversation c join inbox i on i.id = c.inbox_id
         where c.id = m.conversation_id and ${inScope.join(' and ')} limit 1) c
       order by m.at desc, m.id limit ${MOST_FOUND}) f on true`,
    values,
  );
  const found = rows.filter((row) => row.conversationId !== null);
  return { among: rows[0]?.among ?? 0, found: found.map(({ among: _, ...rest }) => rest) };
}

type Author = { isMember: string; members: string; contacts: string };
type Part = { author: Author | null; workspace: string; bind: Binding['bind'] };

/** The messages to look at, as a statement. */
function hitsOf(search: Search, where: Where, { author, workspace, bind }: Part): string {
  const inSpan = [`m.workspace_id = ${workspace}`, ...spanOf(search, 'm.at', bind)].join(' and ');
  const readable = `${inSpan} and m.text is not null and m.deleted_at is null`;
  const says = [readable, ...saying(search.words, where, bind)].join(' and ');
  switch (where.kind) {
    case 'newest':
      return `select ${COLUMNS} from (
        select * from message m where ${inSpan} order by m.at desc, m.id limit ${where.count}) m where ${says}`;
    case 'within':
      return `select ${COLUMNS} from message m where m.conversation_id = any (${bind(where.ids)}::uuid[]) and ${says}`;
    case 'index':
      return search.words.length > 0 || author === null
        ? `select ${COLUMNS} from message m where ${says} limit ${MOST_HITS}`
        : wordsOf(author, readable);
  }
}

/** Conditions on message `m`; the quick one first, the one with an index for long beginnings only. */
function saying(words: readonly string[], where: Where, bind: Binding['bind']): string[] {
  if (words.length === 0) return [];
  const query = (some: readonly string[]) => `to_tsquery('simple', ${bind(wordQuery(some))})`;
  const long = words.filter((word) => word.length >= LONG_ENOUGH);
  const isIndexed = where.kind === 'index';
  if (isIndexed && long.length === words.length) return [`${WORDS} @@ ${query(words)}`];
  return [
    ...(isIndexed ? [`${WORDS} @@ ${query(long)}`] : []),
    `m.text ilike all (${bind(holdingAll(words))}::text[])`,
    // Written without its coalesce this is no business of the index.
    `to_tsvector('simple', m.text) @@ ${query(words)}`,
  ];
}

/** Colleagues and customers with a name that begins like this. */
function authorOf(name: string, { workspace, bind }: Omit<Part, 'author'>): Author {
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
