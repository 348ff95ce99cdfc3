import { z } from 'zod';

/** One thing a saved view may ask of a conversation. A list holds when one of its values does. */
const condition = z.union([
  z.strictObject({ field: z.literal('status'), is: z.array(z.enum(['open', 'snoozed', 'closed'])).min(1) }),
  z.strictObject({
    field: z.literal('assignee'),
    is: z
      .array(z.union([z.enum(['me', 'nobody']), z.uuid()]))
      .min(1)
      .max(50),
  }),
  z.strictObject({ field: z.literal('inbox'), is: z.array(z.uuid()).min(1).max(50) }),
  z.strictObject({ field: z.literal('tag'), is: z.array(z.string().trim().min(1).max(40)).min(1).max(50) }),
  z.strictObject({ field: z.literal('waiting'), is: z.array(z.enum(['us', 'them', 'nobody'])).min(1) }),
  z.strictObject({
    field: z.literal('priority'),
    is: z.array(z.enum(['low', 'normal', 'high', 'urgent'])).min(1),
  }),
  z.strictObject({ field: z.literal('language'), is: z.array(z.string().min(1).max(40)).min(1).max(20) }),
  // Which promise is broken.
  z.strictObject({ field: z.literal('late'), is: z.array(z.enum(['first', 'next', 'resolution'])).min(1) }),
  // Has something that did not go, or of which nobody knows whether it went?
  z.strictObject({ field: z.literal('sends'), is: z.array(z.enum(['troubled', 'fine'])).min(1) }),
  // Hidden until a time that comes today, or came already; or until a later day.
  z.strictObject({ field: z.literal('followUp'), is: z.array(z.enum(['today', 'later'])).min(1) }),
  // Was somebody asked who has not decided yet?
  z.strictObject({ field: z.literal('escalation'), is: z.array(z.enum(['undecided', 'none'])).min(1) }),
  // Whom do its notes mention?
  z.strictObject({
    field: z.literal('mention'),
    is: z
      .array(z.union([z.enum(['me', 'nobody']), z.uuid()]))
      .min(1)
      .max(50),
  }),
]);
export type FilterCondition = z.infer<typeof condition>;

/** Conditions, nested: all of these, any of these, none of these. */
export type Filter = FilterCondition | { all: Filter[] } | { any: Filter[] } | { none: Filter[] };

const LARGEST = 60;
const DEEPEST = 6;

const nested: z.ZodType<Filter, Filter> = z.lazy(() =>
  z.union([
    condition,
    z.strictObject({ all: z.array(nested).max(20) }),
    z.strictObject({ any: z.array(nested).max(20) }),
    z.strictObject({ none: z.array(nested).max(20) }),
  ]),
);

/** A filter small enough to ask a database with. */
export const filterSchema = nested.refine(
  (filter) => sizeOf(filter) <= LARGEST && depthOf(filter) <= DEEPEST,
  { message: 'too many conditions' },
);

function partsOf(filter: Filter): Filter[] {
  if ('all' in filter) return filter.all;
  if ('any' in filter) return filter.any;
  return 'none' in filter ? filter.none : [];
}

function sizeOf(filter: Filter): number {
  return 1 + partsOf(filter).reduce((sum, part) => sum + sizeOf(part), 0);
}

function depthOf(filter: Filter): number {
  return 1 + Math.max(0, ...partsOf(filter).map(depthOf));
}

type Column =
  | 'status'
  | 'assigneeId'
  | 'inboxId'
  | 'contactTags'
  | 'waitingOn'
  | 'priority'
  | 'contactLanguage'
  | 'breach'
  | 'troubledCount'
  | 'snoozedUntil'
  | 'escalatedAt'
  | 'mentionedIds';
type Operator = 'IN' | 'NOT IN' | 'IS' | 'IS NOT' | 'LIKE' | 'NOT LIKE' | '<' | '>=';

/** The three words of a where-expression that a filter needs, whatever they build. */
export type FilterBuilder<E> = {
  cmp: (column: Column, operator: Operator, value: string | number | readonly string[] | null) => E;
  and: (...parts: E[]) => E;
  or: (...parts: E[]) => E;
};

/** Who asks, and when their day ends by the business's clock. */
type Asker = { memberId: string; todayEndsAt: number };

/**
 * The where-expression of a filter. Negation is pushed down to the comparisons, because "not" of an absent value is
 * absent to a database, and a conversation nobody owns is certainly not Amina's.
 */
export function compileFilter<E>(filter: Filter, build: FilterBuilder<E>, asker: Asker): E {
  const compile = (f: Filter, isNegated: boolean): E => {
    if ('field' in f) return comparison(f, isNegated, build, asker);
    // None is "not any", and negated, all turns into any of the opposites.
    const isNone = 'none' in f;
    const isAll = 'any' in f ? isNegated : !isNegated;
    const parts = partsOf(f).map((part) => compile(part, isNone ? !isNegated : isNegated));
    return isAll ? build.and(...parts) : build.or(...parts);
  };
  return compile(filter, false);
}

function comparison<E>(f: FilterCondition, isNegated: boolean, build: FilterBuilder<E>, asker: Asker): E {
  switch (f.field) {
    case 'status':
      return build.cmp('status', isNegated ? 'NOT IN' : 'IN', f.is);
    case 'inbox':
      return build.cmp('inboxId', isNegated ? 'NOT IN' : 'IN', f.is);
    case 'waiting':
      return build.cmp('waitingOn', isNegated ? 'NOT IN' : 'IN', f.is);
    case 'priority':
      return build.cmp('priority', isNegated ? 'NOT IN' : 'IN', f.is);
    case 'language':
      return isNegated
        ? build.or(build.cmp('contactLanguage', 'IS', null), build.cmp('contactLanguage', 'NOT IN', f.is))
        : build.cmp('contactLanguage', 'IN', f.is);
    case 'tag': {
      const parts = f.is.map((tag) =>
        build.cmp('contactTags', isNegated ? 'NOT LIKE' : 'LIKE', `%|${literally(tag)}|%`),
      );
      return isNegated ? build.and(...parts) : build.or(...parts);
    }
    case 'assignee':
      return assignee(f.is, isNegated, build, asker.memberId);
    case 'late':
      return isNegated
        ? build.or(build.cmp('breach', 'IS', null), build.cmp('breach', 'NOT IN', f.is))
        : build.cmp('breach', 'IN', f.is);
    case 'sends':
      return eitherOf(f.is, isNegated, build, {
        troubled: build.cmp('troubledCount', '>=', 1),
        fine: build.cmp('troubledCount', '<', 1),
      });
    case 'escalation':
      return eitherOf(f.is, isNegated, build, {
        undecided: build.cmp('escalatedAt', 'IS NOT', null),
        none: build.cmp('escalatedAt', 'IS', null),
      });
    case 'mention': {
      const parts = f.is.map((who) =>
        who === 'nobody'
          ? build.cmp('mentionedIds', isNegated ? 'NOT IN' : 'IN', [''])
          : build.cmp(
              'mentionedIds',
              isNegated ? 'NOT LIKE' : 'LIKE',
              `%|${who === 'me' ? asker.memberId : who}|%`,
            ),
      );
      return isNegated ? build.and(...parts) : build.or(...parts);
    }
    case 'followUp':
      return followUp(f.is, isNegated, build, asker.todayEndsAt);
  }
}

/** One of several, of which every conversation is exactly one: whoever is none of these is one of the others. */
function eitherOf<E, W extends string>(
  words: readonly W[],
  isNegated: boolean,
  build: FilterBuilder<E>,
  parts: Record<W, E>,
): E {
  const wanted = (Object.keys(parts) as W[]).filter((word) => words.includes(word) !== isNegated);
  return build.or(...wanted.map((word) => parts[word]));
}

/** What is not snoozed is a follow-up of no day. */
function followUp<E>(
  days: readonly ('today' | 'later')[],
  isNegated: boolean,
  build: FilterBuilder<E>,
  todayEndsAt: number,
): E {
  const isSnoozed = build.cmp('status', 'IN', ['snoozed']);
  return eitherOf<E, 'today' | 'later' | 'none'>(days, isNegated, build, {
    today: build.and(isSnoozed, build.cmp('snoozedUntil', '<', todayEndsAt)),
    later: build.and(isSnoozed, build.cmp('snoozedUntil', '>=', todayEndsAt)),
    none: build.or(build.cmp('status', 'NOT IN', ['snoozed']), build.cmp('snoozedUntil', 'IS', null)),
  });
}

function assignee<E>(
  who: readonly string[],
  isNegated: boolean,
  build: FilterBuilder<E>,
  memberId: string,
): E {
  const ids = who.filter((w) => w !== 'nobody').map((w) => (w === 'me' ? memberId : w));
  const isNobodyMeant = who.includes('nobody');
  const somebody = ids.length > 0 ? build.cmp('assigneeId', isNegated ? 'NOT IN' : 'IN', ids) : null;
  if (!isNegated) {
    const nobody = isNobodyMeant ? build.cmp('assigneeId', 'IS', null) : null;
    return somebody && nobody ? build.or(somebody, nobody) : (somebody ?? nobody)!;
  }
  if (isNobodyMeant) {
    const owned = build.cmp('assigneeId', 'IS NOT', null);
    return somebody ? build.and(owned, somebody) : owned;
  }
  return build.or(build.cmp('assigneeId', 'IS', null), somebody!);
}

/** A tag as the row keeps it, its own percent signs meaning themselves. */
function literally(tag: string): string {
  return tag
    .toLowerCase()
    .replaceAll('|', ' ')
    .replace(/[\\%_]/g, '\\$&');
}
