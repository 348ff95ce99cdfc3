import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { filterSchema } from '#schema/domain/saved-filter.ts';
import type { Filter, FilterCondition } from '#schema/domain/saved-filter.ts';
import type { SavedViewRow } from '#schema/schema.ts';

const OPEN: FilterCondition = { field: 'status', is: ['open'] };

const US: FilterCondition = { field: 'waiting', is: ['us'] };
const NOBODYS: FilterCondition = { field: 'assignee', is: ['nobody'] };

/**
 * The conditions a view stands for: where a new saved view begins. Of those no filter can say, what is drafted on this
 * device and what leaves later, only that they are open.
 */
export function conditionsOf({ view, inboxId }: OpenView): Filter[] {
  const its: FilterCondition[] = inboxId ? [{ field: 'inbox', is: [inboxId] }] : [];
  switch (view) {
    case 'mine':
      return [OPEN, { field: 'assignee', is: ['me'] }, ...its];
    case 'unassigned':
      return [OPEN, NOBODYS, ...its];
    case 'noOwner':
      return [OPEN, NOBODYS, US, ...its];
    case 'snoozed':
      return [{ field: 'status', is: ['snoozed'] }, ...its];
    case 'followUps':
      return [{ field: 'followUp', is: ['today'] }, ...its];
    case 'mentions':
      return [{ field: 'mention', is: ['me'] }, { none: [{ field: 'status', is: ['closed'] }] }, ...its];
    case 'closed':
      return [{ field: 'status', is: ['closed'] }, ...its];
    case 'waitingOnUs':
      return [OPEN, US, ...its];
    case 'firstLate':
      return [OPEN, US, { field: 'late', is: ['first'] }, ...its];
    case 'waitingOnThem':
      return [OPEN, { field: 'waiting', is: ['them'] }, ...its];
    case 'troubled':
      return [{ field: 'sends', is: ['troubled'] }, ...its];
    case 'escalated':
      return [{ field: 'escalation', is: ['undecided'] }, ...its];
    default:
      return [OPEN, ...its];
  }
}

/** The filter of a saved view; one that can no longer be read shows nothing rather than everything. */
export function filterOf(view: SavedViewRow | undefined): Filter {
  const read = filterSchema.safeParse(view?.filter);
  return read.success ? read.data : { any: [] };
}
