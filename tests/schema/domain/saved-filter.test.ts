import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileFilter, filterSchema } from '#schema/domain/saved-filter.ts';
import type { Filter, FilterBuilder } from '#schema/domain/saved-filter.ts';

const amina = '01890000-0000-7000-8000-000000000001';
const brian = '01890000-0000-7000-8000-000000000002';
const sales = '01890000-0000-7000-8000-000000000003';
const support = '01890000-0000-7000-8000-000000000004';

type Line = {
  status: 'open' | 'snoozed' | 'closed';
  assigneeId: string | null;
  inboxId: string;
  contactTags: string;
  waitingOn: 'us' | 'them' | 'nobody';
  priority: 'low' | 'normal' | 'high' | 'urgent';
  contactLanguage: string | null;
  breach: 'first' | 'next' | 'resolution' | null;
  troubledCount: number;
  snoozedUntil: number | null;
  escalatedAt: number | null;
  mentionedIds: string;
};

const TODAY_ENDS_AT = 1_000;
const asker = { memberId: amina, todayEndsAt: TODAY_ENDS_AT };

/** A database in small: comparisons with an absent value are never true. */
const database: FilterBuilder<(line: Line) => boolean> = {
  cmp: (column, operator, value) => (line) => {
    const found = line[column];
    if (operator === 'IS') return found === value;
    if (operator === 'IS NOT') return found !== value;
    if (found === null) return false;
    if (operator === '<') return Number(found) < Number(value);
    if (operator === '>=') return Number(found) >= Number(value);
    const isIn = Array.isArray(value) && value.includes(found as string);
    const pattern = String(value).slice(1, -1).replace(/\\(.)/g, '$1');
    if (operator === 'IN') return isIn;
    if (operator === 'NOT IN') return !isIn;
    return String(found).includes(pattern) === (operator === 'LIKE');
  },
  and:
    (...parts) =>
    (line) =>
      parts.every((part) => part(line)),
  or:
    (...parts) =>
    (line) =>
      parts.some((part) => part(line)),
};

/** What the words of a filter say, read without a database. */
function means(f: Filter, line: Line): boolean {
  if ('all' in f) return f.all.every((part) => means(part, line));
  if ('any' in f) return f.any.some((part) => means(part, line));
  if ('none' in f) return !f.none.some((part) => means(part, line));
  switch (f.field) {
    case 'status':
      return f.is.includes(line.status);
    case 'assignee':
      return f.is.some((who) =>
        who === 'me'
          ? line.assigneeId === amina
          : who === 'nobody'
            ? !line.assigneeId
            : line.assigneeId === who,
      );
    case 'inbox':
      return f.is.includes(line.inboxId);
    case 'tag':
      return f.is.some((tag) => line.contactTags.split('|').includes(tag.toLowerCase()));
    case 'waiting':
      return f.is.includes(line.waitingOn);
    case 'priority':
      return f.is.includes(line.priority);
    case 'language':
      return line.contactLanguage !== null && f.is.includes(line.contactLanguage);
    case 'late':
      return line.breach !== null && f.is.includes(line.breach);
    case 'sends':
      return f.is.includes(line.troubledCount > 0 ? 'troubled' : 'fine');
    case 'escalation':
      return f.is.includes(line.escalatedAt === null ? 'none' : 'undecided');
    case 'mention':
      return f.is.some((who) =>
        who === 'nobody'
          ? line.mentionedIds === ''
          : line.mentionedIds.split('|').includes(who === 'me' ? amina : who),
      );
    case 'followUp':
      if (line.status !== 'snoozed' || line.snoozedUntil === null) return false;
      return f.is.includes(line.snoozedUntil < TODAY_ENDS_AT ? 'today' : 'later');
  }
}

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const filters = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      field: fc.constant('status' as const),
      is: some('open' as const, 'snoozed' as const, 'closed' as const),
    }),
    fc.record({ field: fc.constant('assignee' as const), is: some('me', 'nobody', brian) }),
    fc.record({ field: fc.constant('inbox' as const), is: some(sales, support) }),
    fc.record({ field: fc.constant('tag' as const), is: some('Wholesale', 'ruiru', '50%_off') }),
    fc.record({
      field: fc.constant('waiting' as const),
      is: some('us' as const, 'them' as const, 'nobody' as const),
    }),
    fc.record({ field: fc.constant('priority' as const), is: some('low' as const, 'high' as const) }),
    fc.record({ field: fc.constant('language' as const), is: some('en', 'sw') }),
    fc.record({ field: fc.constant('late' as const), is: some('first' as const, 'resolution' as const) }),
    fc.record({ field: fc.constant('sends' as const), is: some('troubled' as const, 'fine' as const) }),
    fc.record({ field: fc.constant('followUp' as const), is: some('today' as const, 'later' as const) }),
    fc.record({ field: fc.constant('escalation' as const), is: some('undecided' as const, 'none' as const) }),
    fc.record({ field: fc.constant('mention' as const), is: some('me', 'nobody', brian) }),
    fc.record({ all: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie('filter'), { maxLength: 3 }) }),
    fc.record({ none: fc.array(tie('filter'), { maxLength: 3 }) }),
  ),
})).filter;

const lines = fc.record<Line>({
  status: fc.constantFrom('open', 'snoozed', 'closed'),
  assigneeId: fc.constantFrom(amina, brian, null),
  inboxId: fc.constantFrom(sales, support),
  contactTags: fc.constantFrom('', '|wholesale|', '|ruiru|wholesale|', '|50%_off|', '|ruirus|'),
  waitingOn: fc.constantFrom('us', 'them', 'nobody'),
  priority: fc.constantFrom('low', 'normal', 'high', 'urgent'),
  contactLanguage: fc.constantFrom('en', 'sw', null),
  breach: fc.constantFrom('first', 'next', 'resolution', null),
  troubledCount: fc.constantFrom(0, 1, 3),
  snoozedUntil: fc.constantFrom(TODAY_ENDS_AT - 1, TODAY_ENDS_AT, null),
  escalatedAt: fc.constantFrom(5, null),
  mentionedIds: fc.constantFrom('', `|${amina}|`, `|${amina}|${brian}|`, `|${brian}|`),
});

describe('a saved view', () => {
  it('shows exactly what its words say, however they are nested', () => {
    fc.assert(
      fc.property(filters, lines, (filter, line) => {
        expect(compileFilter(filter, database, asker)(line)).toBe(means(filter, line));
      }),
      { numRuns: 2_000 },
    );
  });

  it('of a conversation nobody owns says that it is not Brian’s', () => {
    const line = { assigneeId: null } as Line;
    const filter: Filter = { none: [{ field: 'assignee', is: [brian] }] };
    expect(compileFilter(filter, database, asker)(line)).toBe(true);
  });

  it('reads as data, and refuses what is not in the list or too large', () => {
    expect(filterSchema.safeParse({ all: [{ field: 'tag', is: ['x'] }] }).success).toBe(true);
    expect(filterSchema.safeParse({ field: 'password', is: ['x'] }).success).toBe(false);
    expect(filterSchema.safeParse({ field: 'tag', is: [] }).success).toBe(false);
    let deep: Filter = { field: 'status', is: ['open'] };
    for (let n = 0; n < 7; n++) deep = { all: [deep] };
    expect(filterSchema.safeParse(deep).success).toBe(false);
  });
});
