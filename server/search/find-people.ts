import type { Context } from '#schema/context.ts';
import type { NumberPatterns } from '#schema/domain/number-patterns.ts';
import type { Search } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';
import { MOST_FOUND, SNIPPET_LENGTH } from './found.ts';
import type { Found } from './found.ts';
import { holdingAll, scopeOf, spanOf, startBinding, wordQuery } from './search-scope.ts';
import type { Binding } from './search-scope.ts';

const NAMES = `coalesce(p.name, '') || ' ' || coalesce(p.profile_name, '')`;
/** The index's own expression: the name we gave and the one people gave themselves. */
export const NAME_WORDS = `to_tsvector('simple', ${NAMES})`;

/** What is common is found among those heard of last; what is rare, by its index. */
const LATEST = 400;

const FOUND = `c.id as "conversationId", c.contact_name as "contactName", i.name as "inboxName", null::uuid as "messageId",
  left(c.last_message_text, ${SNIPPET_LENGTH}) as text, c.last_message_author as author, c.last_message_at as at`;
const ORDER = `order by c.last_message_at desc, c.id limit ${MOST_FOUND}`;

type Who = { words: readonly string[]; number: NumberPatterns | null };

/** Conversations with people whose name or number matches, the latest first. */
export async function findPeople(
  db: Queryable,
  ctx: Context,
  { search, number }: { search: Search; number: NumberPatterns | null },
): Promise<Found[]> {
  const byName = await find(db, ctx, search, { words: search.words, number: null });
  if (number === null || byName.length === MOST_FOUND) return byName;
  const byNumber = await find(db, ctx, search, { words: search.otherWords, number });
  const known = new Set(byName.map((found) => found.conversationId));
  const all = [...byName, ...byNumber.filter((found) => !known.has(found.conversationId))];
  return all.sort((a, b) => b.at - a.at).slice(0, MOST_FOUND);
}

async function find(db: Queryable, ctx: Context, search: Search, who: Who): Promise<Found[]> {
  const isAnyone = who.words.length === 0 && who.number === null && search.tag === null;
  const latest = await ask(db, ctx, search, { who, from: isAnyone ? 'all' : 'latest' });
  if (isAnyone || latest.length === MOST_FOUND) return latest;
  return ask(db, ctx, search, { who, from: 'index' });
}

async function ask(
  db: Queryable,
  ctx: Context,
  search: Search,
  { who, from }: { who: Who; from: 'all' | 'latest' | 'index' },
): Promise<Found[]> {
  const { values, bind } = startBinding();
  const workspace = bind(ctx.workspaceId);
  const span = spanOf(search, 'c.last_message_at', bind);
  const scope = [...scopeOf(search, ctx, { workspace, bind }), ...span];
  const people =
    from === 'all' ? [] : personOf(search, who, { workspace, bind, isOneByOne: from === 'latest' });
  const where = from === 'index' ? scope : [...scope, ...people];
  const source = {
    all: 'conversation c',
    latest: `(select * from conversation c where ${[`c.workspace_id = ${workspace}`, ...span].join(' and ')}
      order by c.last_message_at desc, c.id limit ${LATEST}) c join contact p on p.id = c.contact_id`,
    index: 'hits h join conversation c on c.contact_id = h.id',
  }[from];
  const hits = `with hits as materialized (select p.id from contact p where ${people.join(' and ')})`;
  const found = await db.query<Found>(
    `${from === 'index' ? hits : ''} select ${FOUND} from ${source} join inbox i on i.id = c.inbox_id
     where ${where.join(' and ')} ${ORDER}`,
    values,
  );
  return found.rows;
}

/** Conditions on contact `p`; one by one when few people are looked at, else by the index of numbers. */
function personOf(
  search: Search,
  { words, number }: Who,
  { workspace, bind, isOneByOne }: { workspace: string; bind: Binding['bind']; isOneByOne: boolean },
): string[] {
  const conditions: string[] = [`p.workspace_id = ${workspace}`];
  if (words.length > 0) {
    conditions.push(`${NAMES} ilike all (${bind(holdingAll(words))}::text[])`);
    conditions.push(`${NAME_WORDS} @@ to_tsquery('simple', ${bind(wordQuery(words))})`);
  }
  if (number) {
    const has = numberOf(number, { workspace, bind });
    conditions.push(
      isOneByOne
        ? `(select bool_or(${has}) from identity x where x.contact_id = p.id)`
        : `p.id in (select x.contact_id from identity x where ${has})`,
    );
  }
  if (search.tag) {
    conditions.push(
      `p.tags <> '[]' and string_to_array(tags_line(p.tags), '|') @> array[${bind(search.tag)}::text]`,
    );
  }
  return conditions;
}

/** Conditions on identity `x`. */
function numberOf(
  { starts, end, masks }: NumberPatterns,
  { workspace, bind }: { workspace: string; bind: Binding['bind'] },
): string {
  const ways = starts.map((start) => `ltrim(x.value, '+') like ${bind(`${start}%`)}`);
  if (end !== null) ways.push(`reverse(x.value) like ${bind(`${[...end].reverse().join('')}%`)}`);
  const looks = masks === null ? '' : `and x.masked_value = any (${bind(masks)}::text[])`;
  return `x.workspace_id = ${workspace} and x.kind in ('phone', 'whatsapp_id') and (${ways.join(' or ')}) ${looks}`;
}
