import AlarmClockIcon from '@lucide/svelte/icons/alarm-clock';
import CircleCheckIcon from '@lucide/svelte/icons/circle-check';
import CircleDashedIcon from '@lucide/svelte/icons/circle-dashed';
import LayersIcon from '@lucide/svelte/icons/layers';
import UserIcon from '@lucide/svelte/icons/user';
import type { Component } from 'svelte';
import type { Messages } from '#lib/i18n/en.ts';
import type { ViewGroup, ViewModel } from '#lib/ui/navigation.ts';
import { VIEW_KEYS } from '#schema/queries/conversations.ts';
import type { ViewKey } from '#schema/queries/conversations.ts';
import type { InboxRow } from '#schema/schema.ts';

/** Which list is open, as the address says it. */
export type OpenView = { view: ViewKey; inboxId: string | null };

const DEFAULT: OpenView = { view: 'all', inboxId: null };

export function viewFromAddress(params: URLSearchParams): OpenView {
  const inboxId = params.get('inbox');
  if (inboxId) return { view: 'inbox', inboxId };
  const view = VIEW_KEYS.find((key) => key === params.get('view'));
  return view && view !== 'inbox' ? { view, inboxId: null } : DEFAULT;
}

/** The address of a view, and of a conversation within it. */
export function addressOf({ view, inboxId }: OpenView, conversationId: string | null = null): string {
  const query = view === 'inbox' ? `?inbox=${inboxId}` : view === DEFAULT.view ? '' : `?view=${view}`;
  return `/inbox${conversationId ? `/${conversationId}` : ''}${query}`;
}

/** Queues are read in groups of whose turn it is; lists by time are not. */
export function isQueue({ view }: OpenView): boolean {
  return view !== 'mine' && view !== 'snoozed' && view !== 'closed' && view !== 'troubled';
}

export function viewTitle(
  { view, inboxId }: OpenView,
  words: Messages['views'],
  inboxes: readonly InboxRow[],
): string {
  if (view === 'inbox') return inboxes.find((i) => i.id === inboxId)?.name ?? words.inboxes;
  const titles = {
    mine: words.mine,
    unassigned: words.unassigned,
    all: words.all,
    snoozed: words.snoozed,
    closed: words.closed,
    waitingOnUs: words.waitingOnUs,
    waitingOnThem: words.waitingOnCustomer,
    troubled: words.failed,
  };
  return titles[view];
}

type Counted = { counts: ReadonlyMap<string, number>; inboxes: readonly InboxRow[]; myId: string };

/** How many conversations a view holds, from the live counts; null for a view that is not counted. */
export function viewCount({ view, inboxId }: OpenView, { counts, inboxes, myId }: Counted): number | null {
  const total = (prefix: string) =>
    inboxes.reduce((sum, inbox) => sum + (counts.get(`${prefix}:${inbox.id}`) ?? 0), 0);
  switch (view) {
    case 'mine':
      return counts.get(`mine:${myId}`) ?? 0;
    case 'inbox':
      return counts.get(`open:${inboxId}`) ?? 0;
    case 'all':
      return total('open');
    case 'unassigned':
      return total('unassigned');
    case 'snoozed':
      return total('snoozed');
    case 'waitingOnUs':
      return total('us');
    case 'waitingOnThem':
      return total('them');
    case 'troubled':
      return total('troubled');
    case 'closed':
      return null;
  }
}

/** The views pane: mine and the shared lists, the inboxes, and what needs attention. */
export function viewGroups(open: OpenView, words: Messages['views'], counted: Counted): ViewGroup[] {
  const item = (view: OpenView, mark: ViewModel['mark']): ViewModel => ({
    id: view.inboxId ?? view.view,
    href: addressOf(view),
    label: viewTitle(view, words, counted.inboxes),
    count: viewCount(view, counted),
    isCurrent: open.view === view.view && open.inboxId === view.inboxId,
    mark,
  });
  const plain = (view: ViewKey, icon: Component) => item({ view, inboxId: null }, { kind: 'icon', icon });
  const health = (view: ViewKey, tone: 'red' | 'amber' | 'grey') =>
    item({ view, inboxId: null }, { kind: 'dot', tone });
  return [
    {
      id: 'own',
      heading: null,
      views: [
        plain('mine', UserIcon),
        plain('unassigned', CircleDashedIcon),
        plain('all', LayersIcon),
        plain('snoozed', AlarmClockIcon),
        plain('closed', CircleCheckIcon),
      ],
    },
    {
      id: 'inboxes',
      heading: words.inboxes,
      views: counted.inboxes.map((inbox) =>
        item(
          { view: 'inbox', inboxId: inbox.id },
          { kind: 'square', colour: Number(inbox.hue.replace('stage-', '')) || 1 },
        ),
      ),
    },
    {
      id: 'attention',
      heading: words.attention,
      views: [health('troubled', 'red'), health('waitingOnUs', 'amber'), health('waitingOnThem', 'grey')],
    },
  ];
}
