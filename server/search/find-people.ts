import type { Context } from '#schema/context.ts';
import type { NumberPatterns } from '#schema/domain/number-patterns.ts';
import type { Search } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';
import { MOST_FOUND, SNIPPET_LENGTH } from './found.ts';
import type { Found } from './found.ts';
import { holdingAll, isTagged, scopeOf, spanOf, startBinding, startOf, wordQuery } from './search-scope.ts';
import type { Binding } from './search-scope.ts';

const NAMES = `coalesce(p.name, '') || ' ' || coalesce(p.profile_name, '')`;
/** The index's own expression: the name we gave and the one people gave themselves. */
export const NAME_WORDS = `to_tsvector('simple', ${NAMES})`;

/** So few people are found by the index and sorted; more than that is common, and found among those heard of last. */
const FEW = 2_000;
const LATEST = 2_000;
/** A person has more than one of these that hold the same digits. */
const NUMBERS_EACH = 2;

const FOUND = `c.id as "conversationId", c.contact_name as "contactName", i.name as "inboxName", null::uuid as "messageId",
  left(c.last_message_text, ${SNIPPET_LENGTH}) as text, c.last_message_author as author, c.last_message_at as at`;
const ORDER = `order by c.last_message_at desc, c.id limit ${MOST_FOUND}`;

type Who = { words: readonly string[]; number: NumberPatterns | null; username?: string };
type Part = { workspace: string; bind: Binding['bind'] };

/** Conversations with people whose name, number or username matches, the latest first. */
export async function findPeople(
  db: Queryable,
  ctx: Context,
  { search, number }: { search: Search; number: NumberPatterns | null },
): Promise<Found[]> {
  const { username } = search;
  const [byName, byNumber, byUsername] = await Promise.all([
    find(db, ctx, search, { words: search.words, number: null }),
    number === null ? [] : find(db, ctx, search, { words: search.otherWords, number }),
    username === null ? [] : find(db, ctx, search, { words: [], number: null, username }),
  ]);
  const all = [...byName, ...byNumber, ...byUsername].filter(
    ({ conversationId }, n, found) =>
      found.findIndex((other) => other.conversationId === conversationId) === n,
  );
  return all.sort((a, b) => b.at - a.at).slice(0, MOST_FOUND);
}

async function find(db: Queryable, ctx: Context, search: Search, who: Who): Promise<Found[]> {
  const isAnyone = who.words.length === 0 && !isById(who) && search.tag === null;
  if (isAnyone) return ask(db, ctx, search, ({ where }) => ({ source: 'conversation c', where }));
  const few = await askFew(db, ctx, search, who);
  if (few) return few;
  const latest = await ask(db, ctx, search, (part) => amongLatest(search, who, part));
  if (latest.length === MOST_FOUND) return latest;
  return ask(db, ctx, search, (part) => theirs(`(${peopleOf(search, who, part)}) h`, part));
}

type Pieces = { source: string; where: string[] };
type Scoped = Part & { where: string[]; span: string[] };

async function ask(
  db: Queryable,
  ctx: Context,
  search: Search,
  from: (part: Scoped) => Pieces,
): Promise<Found[]> {
  const { values, part } = startAsking(ctx, search);
  const found = await db.query<Found>(select(from(part)), values);
  return found.rows;
}

/** Everybody who matches, or null when that is many. */
async function askFew(db: Queryable, ctx: Context, search: Search, who: Who): Promise<Found[] | null> {
  const { values, part } = startAsking(ctx, search);
  const most = isById(who) ? FEW * NUMBERS_EACH : FEW;
  const { source, where } = theirs('(select distinct id from people where id is not null) h', part);
  const { rows } = await db.query<Found & { among: number; conversationId: string | null }>(
    `with people as materialized (${somePeopleOf(search, who, part, most + 1)}),
       total as (select count(*)::int as among from people)
     select total.among, f.* from total left join lateral (
       ${select({ source, where: [...where, `total.among <= ${most}`] })}) f on true`,
    values,
  );
  if (rows[0] && rows[0].among > most) return null;
  return rows.filter((row) => row.conversationId !== null).map(({ among: _, ...row }) => row);
}

function startAsking(ctx: Context, search: Search): { values: unknown[]; part: Scoped } {
  const { values, bind } = startBinding();
  const workspace = bind(ctx.workspaceId);
  const span = spanOf(search, 'c.last_message_at', bind);
  const where = [...scopeOf(search, ctx, { workspace, bind }), ...span];
  return { values, part: { workspace, bind, span, where } };
}

function select({ source, where }: Pieces): string {
  return `select ${FOUND} from ${source} join inbox i on i.id = c.inbox_id where ${where.join(' and ')} ${ORDER}`;
}

/** Conversations of people, one person after another: the offset keeps the planner from reading everybody's. */
function theirs(people: string, { where }: { where: string[] }): Pieces {
  return {
    source: `${people} cross join lateral (select * from conversation c where c.contact_id = h.id offset 0) c`,
    where,
  };
}

/** The latest conversations, in order, until enough of them are with somebody who matches. */
function amongLatest(search: Search, who: Who, { workspace, bind, where, span }: Scoped): Pieces {
  const isOne = [...personOf(search, who, { workspace, bind })];
  if (isById(who))
    isOne.push(
      `exists (select from identity x where x.contact_id = p.id and (${waysOf(who, { workspace, bind }).join(' or ')}))`,
    );
  return {
    source: `(select * from conversation c where ${[`c.workspace_id = ${workspace}`, ...span].join(' and ')}
      order by c.last_message_at desc, c.id limit ${LATEST}) c
      cross join lateral (select 1 from contact p where p.id = c.contact_id and ${isOne.join(' and ')} offset 0) p`,
    where,
  };
}

/** The ids of everybody who matches, as a statement. */
function peopleOf(search: Search, who: Who, part: Part): string {
  const isOne = personOf(search, who, part).join(' and ');
  if (!isById(who)) return `select p.id from contact p where ${isOne}`;
  const ways = waysOf(who, part).map((way) => `select x.contact_id as id from identity x where ${way}`);
  const all = ways.join(' union ');
  if (isByIdAlone(search, who)) return all;
  return `select p.id from (${all}) x join contact p on p.id = x.id where ${isOne}`;
}

/** As above, no more rows than `limit`: some of them twice, and null for whoever has the id but not the words. */
function somePeopleOf(search: Search, who: Who, part: Part, limit: number): string {
  if (!isById(who)) return `${peopleOf(search, who, part)} limit ${limit}`;
  // Each way by its own index, which stops when it has given enough.
  const ways = waysOf(who, part).map(
    (way) => `(select x.contact_id as id from identity x where ${way} limit ${limit})`,
  );
  const some = `select id from (${ways.join(' union all ')}) x limit ${limit}`;
  if (isByIdAlone(search, who)) return some;
  const isOne = personOf(search, who, part).join(' and ');
  return `select p.id from (${some}) x
    left join lateral (select p.id from contact p where p.id = x.id and ${isOne} offset 0) p on true`;
}

/** By a number or a username. */
function isById({ number, username }: Who): boolean {
  return number !== null || username !== undefined;
}

function isByIdAlone({ tag }: Search, { words }: Who): boolean {
  return words.length === 0 && tag === null;
}

/** Conditions on contact `p`, of words and tags. */
function personOf(search: Search, { words }: Who, { workspace, bind }: Part): string[] {
  const conditions: string[] = [`p.workspace_id = ${workspace}`];
  if (words.length > 0) {
    conditions.push(`${NAMES} ilike all (${bind(holdingAll(words))}::text[])`);
    conditions.push(`${NAME_WORDS} @@ to_tsquery('simple', ${bind(wordQuery(words))})`);
  }
  if (search.tag) conditions.push(isTagged(search.tag, bind));
  return conditions;
}

/** Conditions on identity `x`, one for each way it may be meant. */
function waysOf({ number, username }: Who, { workspace, bind }: Part): string[] {
  if (number !== null) return waysOfNumber(number, { workspace, bind });
  return [
    `(x.workspace_id = ${workspace} and x.kind = 'whatsapp_username' and x.retired_at is null
      and lower(x.value) like ${bind(startOf(username ?? ''))})`,
  ];
}

function waysOfNumber({ starts, end, masks }: NumberPatterns, { workspace, bind }: Part): string[] {
  const ways = starts.map((start) => `ltrim(x.value, '+') like ${bind(`${start}%`)}`);
  if (end !== null) ways.push(`reverse(x.value) like ${bind(`${[...end].reverse().join('')}%`)}`);
  const looks = masks === null ? '' : `and x.masked_value = any (${bind(masks)}::text[])`;
  return ways.map(
    (way) => `(x.workspace_id = ${workspace} and x.kind in ('phone', 'whatsapp_id') and ${way} ${looks})`,
  );
}
