import ForwardIcon from '@lucide/svelte/icons/forward';
import ScaleIcon from '@lucide/svelte/icons/scale';
import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { MenuGroup } from '#lib/ui/menu.ts';
import type { MemberRow } from '#schema/schema.ts';

/** Whom a conversation can be given to: me first, colleagues, nobody last; then the ways that need words. */
export function assignMenu(
  members: readonly MemberRow[],
  {
    assigneeId,
    myId,
    onassign,
    ontransfer,
    onescalate,
  }: {
    assigneeId: string | null;
    myId: string;
    onassign: (memberId: string | null) => void;
    ontransfer: () => void;
    /** Null while a decision is already asked for. */
    onescalate: (() => void) | null;
  },
): MenuGroup[] {
  const item = (id: string | null, label: string) => ({
    label,
    isChecked: assigneeId === id,
    onselect: () => onassign(id),
  });
  return [
    {
      label: i18n.t.thread.assign,
      items: [
        item(myId, i18n.t.assign.me),
        ...members.filter((m) => m.id !== myId && !m.deactivatedAt).map((m) => item(m.id, m.name)),
        item(null, i18n.t.assign.nobody),
      ],
    },
    {
      items: [
        { label: i18n.t.ownership.transfer.title, icon: ForwardIcon, onselect: ontransfer },
        ...(onescalate
          ? [{ label: i18n.t.ownership.escalate.title, icon: ScaleIcon, onselect: onescalate }]
          : []),
      ],
    },
  ];
}
