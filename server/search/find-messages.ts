import type { Context } from '#schema/context.ts';
import type { Search } from '#schema/domain/search-words.ts';
import type { Queryable } from '../queue.ts';
import { authorsNamed, customersOf } from './authors-named.ts';
import type { Authors } from './authors-named.ts';
import { foundAmong, HIT } from './found-among.ts';
import type { HitsPart } from './found-among.ts';
import { MOST_FOUND } from './found.ts';
import type { Found } from './found.ts';
import { holdingAll, isTagged, scopeOf, spanOf, startBinding, startsOf } from './search-scope.ts';
import { segmentQuery } from './segment-words.ts';

/** So many that are not in the index yet are read through, the first of them. */
const MOST_UNSEARCHED = 2_000;
/** What somebody wrote is found among so many of the newest, or by its author. */
const NEWEST = 3_000;
/** So few conversations are read through. */
const FEW_CONVERSATIONS = 300;
/** Where so many messages with the words were nobody's to see, the older ones are not asked for. */
const MOST_HITS = 60_000;

/** A beginning this long names few enough words for the index; beside such a one, shorter ones are looked for in what it gave. */
const LONG_ENOUGH = 4;
/** How many more segments are asked each time. */
const GROWTH = 4;

type Asked = { db: Queryable; ctx: Context; search: Search; authors: Authors | null };
type Segment = { id: number; newestAt: number };

/** Messages that match, newest first. */
export async function findMessages(db: Queryable, ctx: Context, search: Search): Promise<Found[]> {
  if (search.words.length === 0 && search.from === null) return [];
  const authors = search.from === null ? null : await authorsNamed(db, ctx, search.from);
  const asked = { db, ctx, search, authors };
  return search.words.length === 0 ? findAuthored(asked) : findWords(asked);
}

/** What the index does not know yet, then segment by segment, until no older message could be among the newest. */
async function findWords(asked: Asked): Promise<Found[]> {
  const [unsearched, segments] = await Promise.all([findUnsearched(asked), readSegments(asked)]);
  let found = newest(unsearched);
  let looked = 0;
  for (let from = 0, count = 1; from < segments.length; from += count, count *= GROWTH) {
    if (isEnough(found, segments[from]!) || looked > MOST_HITS) break;
    if (from === 1) {
      const ids = await fewConversations(asked);
      if (ids) return findWithin(asked, ids);
    }
    const some = segments.slice(from, from + count);
    const inThem = await foundAmong(asked.db, asked.ctx, asked, {
      hitsOf: hitsInSegments(asked, some),
    });
    found = newest([...found, ...inThem.found]);
    looked += inThem.among;
  }
  return found;
}

function newest(found: readonly Found[]): Found[] {
  const once = new Map(found.map((one) => [one.messageId, one]));
  return [...once.values()].sort((a, b) => b.at - a.at).slice(0, MOST_FOUND);
}

function isEnough(found: readonly Found[], next: Segment): boolean {
  const last = found[MOST_FOUND - 1];
  return last !== undefined && last.at >= next.newestAt;
}

async function readSegments({ db, ctx, search }: Asked): Promise<Segment[]> {
  const { values, bind } = startBinding();
  const where = [`s.workspace_id = ${bind(ctx.workspaceId)}`];
  if (search.before) where.push(`s.oldest_at < ${bind(search.before)}::timestamptz`);
  if (search.after) where.push(`s.newest_at >= ${bind(search.after)}::timestamptz`);
  const { rows } = await db.query<Segment>(
    `select s.id, s.newest_at as "newestAt" from search_segment s where ${where.join(' and ')} order by s.newest_at desc, s.id`,
    values,
  );
  return rows;
}

function hitsInSegments(
  { search, authors }: Asked,
  segments: readonly Segment[],
): (part: HitsPart) => string {
  return ({ bind }) => {
    const long = search.words.filter((word) => word.length >= LONG_ENOUGH);
    const indexed = long.length > 0 ? long : search.words;
    const others = search.words.filter((word) => !indexed.includes(word));
    const queries = bind(segments.map(({ id }) => segmentQuery(id, indexed)));
    const conditions = ['s.words @@ q.query', ...spanOf(search, 's.at', bind)];
    if (authors)
      conditions.push(`(s.is_inbound or s.author_member_id = any (${bind(authors.memberIds)}::uuid[]))`);
    // Said as a function it is no business of the index.
    if (others.length > 0) conditions.push('ts_match_vq(s.words, q.others)');
    const rest = bind(segments.map(({ id }) => segmentQuery(id, others)));
    const where = conditions.join(' and ');
    // One segment after another: the offset keeps the planner from reading all of them at once.
    return `select h.* from unnest(${queries}::tsquery[], ${rest}::tsquery[]) as q (query, others) cross join lateral (
      select s.message_id as id, s.conversation_id, s.author_member_id, s.is_inbound, s.at from message_search s
      where ${where} offset 0) h`;
  };
}

/** Conditions on message `m`: it may be read and says these words. */
function saying(search: Search, { workspace, bind }: HitsPart): string {
  const conditions = [
    `m.workspace_id = ${workspace} and m.text is not null and m.deleted_at is null`,
    ...spanOf(search, 'm.at', bind),
  ];
  if (search.words.length > 0) {
    // The first is quickly told and true of all that the second is true of.
    conditions.push(`m.text ilike all (${bind(holdingAll(search.words))}::text[])`);
    conditions.push(`m.text ~* all (${bind(startsOf(search.words))}::text[])`);
  }
  return conditions.join(' and ');
}

async function findUnsearched(asked: Asked): Promise<Found[]> {
  const hitsOf = (part: HitsPart) => `
    select ${HIT} from (select distinct u.message_id from (select message_id from message_unsearched limit ${MOST_UNSEARCHED}) u) u
    join message m on m.id = u.message_id where ${saying(asked.search, part)}`;
  return (await foundAmong(asked.db, asked.ctx, asked, { hitsOf })).found;
}

/** The conversations the operators leave, when they are few. */
async function fewConversations({ db, ctx, search, authors }: Asked): Promise<string[] | null> {
  const isByCustomers = authors !== null && authors.memberIds.length === 0;
  if (search.is.length === 0 && search.tag === null && search.inbox === null && !isByCustomers) return null;
  const { values, bind } = startBinding();
  const workspace = bind(ctx.workspaceId);
  const scope = scopeOf(search, ctx, { workspace, bind });
  // The same as the scope says, and there is an index for it.
  if (search.tag)
    scope.push(
      `c.contact_id in (select p.id from contact p where p.workspace_id = ${workspace} and ${isTagged(search.tag, bind)})`,
    );
  if (isByCustomers) scope.push(`c.contact_id in (${customersOf(authors, workspace, bind)})`);
  const { rows } = await db.query<{ id: string }>(
    `select c.id from conversation c join inbox i on i.id = c.inbox_id
     where ${scope.join(' and ')} limit ${FEW_CONVERSATIONS + 1}`,
    values,
  );
  return rows.length > FEW_CONVERSATIONS ? null : rows.map(({ id }) => id);
}

async function findWithin(asked: Asked, ids: readonly string[]): Promise<Found[]> {
  const hitsOf = (part: HitsPart) =>
    `select ${HIT} from message m where m.conversation_id = any (${part.bind(ids)}::uuid[]) and ${saying(asked.search, part)}`;
  return (await foundAmong(asked.db, asked.ctx, asked, { hitsOf })).found;
}

/** All that somebody wrote: among the newest of everybody's, else the newest of each who has the name. */
async function findAuthored(asked: Asked): Promise<Found[]> {
  const { db, ctx, search, authors } = asked;
  const inSpan = ({ workspace, bind }: HitsPart) =>
    [`m.workspace_id = ${workspace}`, ...spanOf(search, 'm.at', bind)].join(' and ');
  const among = await foundAmong(db, ctx, asked, {
    isStreamed: true,
    hitsOf: (part) =>
      `select ${HIT} from message m where ${inSpan(part)} order by m.at desc, m.id limit ${NEWEST}`,
  });
  if (among.found.length === MOST_FOUND || authors === null) return among.found;
  const ofEach = `order by m.at desc, m.id limit ${MOST_FOUND * 10}`;
  const byAuthor = await foundAmong(db, ctx, asked, {
    hitsOf: (
      part,
    ) => `(select m.* from unnest(${part.bind(authors.memberIds)}::uuid[]) as w (id) cross join lateral (
        select ${HIT} from message m where m.author_member_id = w.id and ${saying(search, part)} ${ofEach}) m)
      union all
      (select m.* from (${customersOf(authors, part.workspace, part.bind)}) p join conversation c on c.contact_id = p.id cross join lateral (
        select ${HIT} from message m where m.conversation_id = c.id and m.direction = 'inbound' and ${saying(search, part)} ${ofEach}) m)`,
  });
  return byAuthor.found;
}
