import ArrowDownIcon from '@lucide/svelte/icons/arrow-down';
import ArrowUpIcon from '@lucide/svelte/icons/arrow-up';
import PencilIcon from '@lucide/svelte/icons/pencil';
import TrashIcon from '@lucide/svelte/icons/trash-2';
import UserIcon from '@lucide/svelte/icons/user';
import UsersIcon from '@lucide/svelte/icons/users';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { MenuGroup } from '#lib/ui/menu.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { SavedViewRow } from '#schema/schema.ts';
import { movedTo } from '../own-order.ts';
import { ownershipActs } from '../ownership-acts.ts';
import { filterOf } from './saved-view-filter.ts';

type Me = { memberId: string; role: string };

/** Its maker may change a view, and a manager what is shared; the server says the same. */
export function mayChangeView(view: SavedViewRow, me: Me): boolean {
  return view.memberId === me.memberId || (view.isShared && me.role !== 'agent');
}

type Asked = {
  me: Me;
  /** All there are, in one's own order. */
  all: readonly SavedViewRow[];
  onchange: () => void;
  onremoved: () => void;
};

/** Puts a view at the place of another, in one's own order. */
export function arrange(all: readonly SavedViewRow[], id: string, toId: string | undefined): void {
  const before = all.map((view) => view.id);
  const ids = movedTo(before, id, toId);
  if (ids.join() !== before.join()) void ownershipActs.arrangeViews(ids);
}

/** Up and down, as far as there is somewhere to go: everybody has an order of their own. */
function orderOf(view: SavedViewRow, all: readonly SavedViewRow[]): MenuGroup[] {
  const at = all.findIndex((v) => v.id === view.id);
  if (all.length < 2 || at === -1) return [];
  const words = i18n.t.viewOrder;
  const line = (label: string, icon: typeof ArrowUpIcon, to: SavedViewRow | undefined) => ({
    ...{ label, icon, isDisabled: !to },
    onselect: () => arrange(all, view.id, to?.id),
  });
  return [
    { items: [line(words.up, ArrowUpIcon, all[at - 1]), line(words.down, ArrowDownIcon, all[at + 1])] },
  ];
}

/** What can be done with a saved view: with another's, only to move it. `onremoved` is told when it is gone. */
export function savedViewMenu(view: SavedViewRow, { me, all, onchange, onremoved }: Asked): MenuGroup[] {
  const order = orderOf(view, all);
  if (!mayChangeView(view, me)) return order;
  const words = i18n.t.savedView;
  const isMine = view.memberId === me.memberId;
  const said = { id: view.id, name: view.name, filter: filterOf(view) };

  async function share(isShared: boolean, isUndo = false) {
    if (!(await ownershipActs.saveView({ ...said, isShared })) || isUndo) return;
    toasts.show(
      isShared ? words.nowShared : words.nowOwn,
      undo(() => void share(!isShared, true)),
    );
  }
  async function remove() {
    if (!(await ownershipActs.removeView(view.id))) return;
    const back = () => void ownershipActs.saveView({ ...said, isShared: view.isShared });
    // Another's view would come back as mine.
    toasts.show(i18n.t.ownership.views.removed, isMine ? undo(back) : {});
    onremoved();
  }

  const shareItem = view.isShared
    ? { label: words.unshare, icon: UserIcon, onselect: () => void share(false) }
    : { label: words.share, icon: UsersIcon, onselect: () => void share(true) };
  return [
    {
      items: [{ label: words.change, icon: PencilIcon, onselect: onchange }, ...(isMine ? [shareItem] : [])],
    },
    ...order,
    { items: [{ label: i18n.t.ownership.views.remove, icon: TrashIcon, onselect: () => void remove() }] },
  ];
}

function undo(onselect: () => void) {
  return { action: { label: i18n.t.common.undo, keys: 'Z', onselect } };
}
