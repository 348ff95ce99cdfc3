import AlarmClockIcon from '@lucide/svelte/icons/alarm-clock';
import AtSignIcon from '@lucide/svelte/icons/at-sign';
import CalendarClockIcon from '@lucide/svelte/icons/calendar-clock';
import CircleCheckIcon from '@lucide/svelte/icons/circle-check';
import CircleDashedIcon from '@lucide/svelte/icons/circle-dashed';
import LayersIcon from '@lucide/svelte/icons/layers';
import ListFilterIcon from '@lucide/svelte/icons/list-filter';
import PencilLineIcon from '@lucide/svelte/icons/pencil-line';
import UserIcon from '@lucide/svelte/icons/user';
import type { Component } from 'svelte';
import type { Messages } from '#lib/i18n/en.ts';
import type { MenuGroup } from '#lib/ui/menu.ts';
import type { DotTone, ViewGroup, ViewModel } from '#lib/ui/navigation.ts';
import { VIEW_KEYS } from '#schema/queries/conversations.ts';
import type { ViewKey } from '#schema/queries/conversations.ts';
import type { InboxRow, SavedViewRow } from '#schema/schema.ts';

/** Which list is open, as the address says it; `inboxId` narrows any view to one inbox. `savedId` is a view somebody saved; `view` then means nothing. */
export type OpenView = { view: ViewKey; inboxId: string | null; savedId?: string | null };

const DEFAULT: OpenView = { view: 'all', inboxId: null };
const OPEN_ONLY: ReadonlySet<ViewKey> = new Set([
  ...(['mine', 'unassigned', 'all', 'inbox'] as const),
  ...(['firstLate', 'noOwner', 'waitingOnUs', 'waitingOnThem'] as const),
]);

export function viewFromAddress(params: URLSearchParams): OpenView {
  const savedId = params.get('saved');
  if (savedId) return { ...DEFAULT, savedId };
  const inboxId = params.get('inbox');
  const view = VIEW_KEYS.find((key) => key === params.get('view'));
  if (view && view !== 'inbox') return { view, inboxId };
  return inboxId ? { view: 'inbox', inboxId } : DEFAULT;
}

/** The address of a view, of a conversation within it, and of one message in that. */
export function addressOf(
  { view, inboxId, savedId }: OpenView,
  conversationId: string | null = null,
  messageId: string | null = null,
): string {
  const query = new URLSearchParams();
  if (savedId) query.set('saved', savedId);
  else {
    if (view !== 'inbox' && (view !== DEFAULT.view || inboxId)) query.set('view', view);
    if (inboxId) query.set('inbox', inboxId);
  }
  if (messageId) query.set('message', messageId);
  const path = conversationId ? `/inbox/${conversationId}` : '/inbox';
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Queues are read in groups of whose turn it is; lists by time, and lists of one kind only, are not. */
export function isQueue({ view, savedId }: OpenView): boolean {
  if (savedId) return true;
  return view === 'all' || view === 'unassigned' || view === 'inbox';
}

/** Does this list hold open conversations only? What is snoozed or closed leaves such a list. */
export function holdsOpenOnly({ view, savedId }: OpenView): boolean {
  return !savedId && OPEN_ONLY.has(view);
}

export function viewTitle(
  { view, inboxId, savedId }: OpenView,
  words: Messages['views'],
  { inboxes, saved = [] }: { inboxes: readonly InboxRow[]; saved?: readonly SavedViewRow[] },
): string {
  if (savedId) return saved.find((s) => s.id === savedId)?.name ?? words.saved;
  if (view === 'inbox') return inboxes.find((i) => i.id === inboxId)?.name ?? words.inboxes;
  const inbox = inboxId ? inboxes.find((i) => i.id === inboxId) : undefined;
  const titles: Record<Exclude<ViewKey, 'inbox'>, string> = {
    mine: words.mine,
    unassigned: words.unassigned,
    mentions: words.mentions,
    all: words.all,
    snoozed: words.snoozed,
    closed: words.closed,
    drafts: words.drafts,
    scheduled: words.scheduled,
    firstLate: words.firstReplyLate,
    troubled: words.failed,
    noOwner: words.noOwner,
    followUps: words.followUps,
    waitingOnUs: words.waitingOnUs,
    waitingOnThem: words.waitingOnCustomer,
    escalated: words.escalated,
  };
  return inbox ? `${titles[view]} · ${inbox.name}` : titles[view];
}

export type Counted = {
  counts: ReadonlyMap<string, number>;
  inboxes: readonly InboxRow[];
  myId: string;
  saved?: readonly SavedViewRow[];
  /** Replies begun on this device. */
  draftCount?: number;
  /** Conversations with something that leaves later. */
  scheduledCount?: number;
  /** What saved views hold, by their ids. */
  savedCounts?: ReadonlyMap<string, number>;
  /** What can be done with a saved view: nothing, for one that is another's. */
  menuOf?: (view: SavedViewRow) => MenuGroup[];
  /** One saved view was dropped on another. */
  ondropped?: (id: string, onId: string) => void;
  /** How far those were counted. */
  mostCounted?: number;
};

/** The prefix of each view's counts per inbox, for a screen to add up. */
const COUNTED: Partial<Record<ViewKey, string>> = {
  all: 'open',
  unassigned: 'unassigned',
  snoozed: 'snoozed',
  waitingOnUs: 'us',
  waitingOnThem: 'them',
  troubled: 'troubled',
  firstLate: 'firstLate',
  noOwner: 'noOwner',
  followUps: 'followUps',
  escalated: 'escalated',
};

/** How many conversations a view holds, from the live counts; null for a view that is not counted. */
export function viewCount({ view, inboxId, savedId }: OpenView, counted: Counted): number | null {
  const { counts, inboxes, myId } = counted;
  if (savedId) return counted.savedCounts?.get(savedId) ?? null;
  if (view === 'closed') return null;
  if (view === 'mine') return counts.get(`mine:${myId}`) ?? 0;
  if (view === 'mentions') return counts.get(`mentions:${myId}`) ?? 0;
  if (view === 'drafts') return counted.draftCount ?? 0;
  if (view === 'scheduled') return counted.scheduledCount ?? 0;
  if (view === 'inbox') return counts.get(`open:${inboxId}`) ?? 0;
  if (inboxId) return counts.get(`${COUNTED[view]}:${inboxId}`) ?? 0;
  return inboxes.reduce((sum, inbox) => sum + (counts.get(`${COUNTED[view]}:${inbox.id}`) ?? 0), 0);
}

/** The health views, in the order of how much they hurt. */
export const HEALTH: readonly { view: ViewKey; tone: DotTone }[] = [
  { view: 'firstLate', tone: 'red' },
  { view: 'troubled', tone: 'red' },
  { view: 'noOwner', tone: 'amber' },
  { view: 'followUps', tone: 'amber' },
  { view: 'waitingOnUs', tone: 'grey' },
  { view: 'waitingOnThem', tone: 'grey' },
  { view: 'escalated', tone: 'blue' },
];

/** The views pane: mine and the shared lists, the inboxes, what needs attention, what was saved. */
export function viewGroups(open: OpenView, words: Messages['views'], counted: Counted): ViewGroup[] {
  const item = (view: OpenView, mark: ViewModel['mark']): ViewModel => ({
    id: view.savedId ?? view.inboxId ?? view.view,
    href: addressOf(view),
    label: viewTitle(view, words, counted),
    count: viewCount(view, counted),
    ...(view.savedId && { isKept: true, isMore: viewCount(view, counted) === counted.mostCounted }),
    isCurrent:
      (open.savedId ?? null) === (view.savedId ?? null) &&
      (!!view.savedId || (open.view === view.view && open.inboxId === view.inboxId)),
    mark,
  });
  const plain = (view: ViewKey, icon: Component) => item({ view, inboxId: null }, { kind: 'icon', icon });
  const groups: ViewGroup[] = [
    {
      id: 'own',
      heading: null,
      views: [
        plain('mine', UserIcon),
        plain('unassigned', CircleDashedIcon),
        plain('mentions', AtSignIcon),
        plain('all', LayersIcon),
        plain('drafts', PencilLineIcon),
        plain('scheduled', CalendarClockIcon),
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
      views: HEALTH.map(({ view, tone }) => item({ view, inboxId: null }, { kind: 'dot', tone })),
    },
  ];
  if (counted.saved && counted.saved.length > 0) {
    const views = counted.saved.map((s) => {
      const menu = counted.menuOf?.(s) ?? [];
      const shown = item({ ...DEFAULT, savedId: s.id }, { kind: 'icon', icon: ListFilterIcon });
      const { ondropped } = counted;
      return {
        ...shown,
        ...(menu.length > 0 && { menu }),
        ...(ondropped && { ondropped: (id: string) => ondropped(id, s.id) }),
      };
    });
    groups.push({ id: 'saved', heading: words.saved, views });
  }
  return groups;
}
