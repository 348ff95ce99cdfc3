import type { OpenView } from '#lib/inbox/inbox-views.ts';
import { filterSchema } from '#schema/domain/saved-filter.ts';
import type { Filter, FilterCondition } from '#schema/domain/saved-filter.ts';
import type { SavedViewRow } from '#schema/schema.ts';

const OPEN: FilterCondition = { field: 'status', is: ['open'] };

/** The conditions a view stands for, as far as a filter can say them: where a new saved view begins. */
export function conditionsOf({ view, inboxId }: OpenView): FilterCondition[] {
  switch (view) {
    case 'mine':
      return [OPEN, { field: 'assignee', is: ['me'] }];
    case 'unassigned':
      return [OPEN, { field: 'assignee', is: ['nobody'] }];
    case 'noOwner':
      return [OPEN, { field: 'assignee', is: ['nobody'] }, { field: 'waiting', is: ['us'] }];
    case 'inbox':
      return inboxId ? [OPEN, { field: 'inbox', is: [inboxId] }] : [OPEN];
    case 'snoozed':
    case 'followUps':
      return [{ field: 'status', is: ['snoozed'] }];
    case 'closed':
      return [{ field: 'status', is: ['closed'] }];
    case 'waitingOnUs':
    case 'firstLate':
      return [OPEN, { field: 'waiting', is: ['us'] }];
    case 'waitingOnThem':
      return [OPEN, { field: 'waiting', is: ['them'] }];
    default:
      return [OPEN];
  }
}

/** The filter of a saved view; one that can no longer be read shows nothing rather than everything. */
export function filterOf(view: SavedViewRow | undefined): Filter {
  const read = filterSchema.safeParse(view?.filter);
  return read.success ? read.data : { any: [] };
}
