import PencilIcon from '@lucide/svelte/icons/pencil';
import TrashIcon from '@lucide/svelte/icons/trash-2';
import UserIcon from '@lucide/svelte/icons/user';
import UsersIcon from '@lucide/svelte/icons/users';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { MenuGroup } from '#lib/ui/menu.ts';
import { toasts } from '#lib/ui/toasts.svelte.ts';
import type { SavedViewRow } from '#schema/schema.ts';
import { ownershipActs } from './ownership-acts.ts';
import { filterOf } from './saved-view-filter.ts';

type Me = { memberId: string; role: string };

/** Its maker may change a view, and a manager what is shared; the server says the same. */
export function mayChangeView(view: SavedViewRow, me: Me): boolean {
  return view.memberId === me.memberId || (view.isShared && me.role !== 'agent');
}

/** What can be done with a saved view: nothing with another's. `onremoved` is told when it is gone. */
export function savedViewMenu(
  view: SavedViewRow,
  { me, onchange, onremoved }: { me: Me; onchange: () => void; onremoved: () => void },
): MenuGroup[] {
  if (!mayChangeView(view, me)) return [];
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
    { items: [{ label: i18n.t.ownership.views.remove, icon: TrashIcon, onselect: () => void remove() }] },
  ];
}

function undo(onselect: () => void) {
  return { action: { label: i18n.t.common.undo, keys: 'Z', onselect } };
}
