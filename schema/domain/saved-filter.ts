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
  'status' | 'assigneeId' | 'inboxId' | 'contactTags' | 'waitingOn' | 'priority' | 'contactLanguage';
type Operator = 'IN' | 'NOT IN' | 'IS' | 'IS NOT' | 'LIKE' | 'NOT LIKE';

/** The three words of a where-expression that a filter needs, whatever they build. */
export type FilterBuilder<E> = {
  cmp: (column: Column, operator: Operator, value: string | readonly string[] | null) => E;
  and: (...parts: E[]) => E;
  or: (...parts: E[]) => E;
};

/**
 * The where-expression of a filter. Negation is pushed down to the comparisons, because "not" of an absent value is
 * absent to a database, and a conversation nobody owns is certainly not Amina's.
 */
export function compileFilter<E>(
  filter: Filter,
  build: FilterBuilder<E>,
  { memberId }: { memberId: string },
): E {
  const compile = (f: Filter, isNegated: boolean): E => {
    if ('field' in f) return comparison(f, isNegated, build, memberId);
    // None is "not any", and negated, all turns into any of the opposites.
    const isNone = 'none' in f;
    const isAll = 'any' in f ? isNegated : !isNegated;
    const parts = partsOf(f).map((part) => compile(part, isNone ? !isNegated : isNegated));
    return isAll ? build.and(...parts) : build.or(...parts);
  };
  return compile(filter, false);
}

function comparison<E>(f: FilterCondition, isNegated: boolean, build: FilterBuilder<E>, memberId: string): E {
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
      return assignee(f.is, isNegated, build, memberId);
  }
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
