import { i18n } from '#lib/i18n/i18n.svelte.ts';
import type { MenuGroup } from '#lib/ui/menu.ts';

const STORAGE_KEY = 'kazi.closeReason';
const FIRST = 'resolved';

let last = $state<string | null>(read());

function read(): string | null {
  const kept = globalThis.localStorage?.getItem(STORAGE_KEY);
  return kept === undefined || kept === null ? FIRST : kept || null;
}

/** Why conversations are closed here: what was said last is what one key says again. */
export const closeReason = {
  /** The reason used last on this device; null is "no reason". */
  get last(): string | null {
    return last;
  },
  remember(reason: string | null): void {
    last = reason;
    localStorage.setItem(STORAGE_KEY, reason ?? '');
  },
};

/** A reason in the reader's words; one we do not know is shown as it was written. */
export function reasonWord(reason: string | null): string | null {
  if (reason === null) return null;
  return (i18n.t.ownership.reasons as Record<string, string>)[reason] ?? reason;
}

/** The reasons to close with, the last one marked by its key. */
export function closeMenu(onclose: (reason: string | null) => void): MenuGroup[] {
  const item = (reason: string | null, label: string) => ({
    label,
    ...(reason === closeReason.last && { keys: 'E' }),
    onselect: () => {
      closeReason.remember(reason);
      onclose(reason);
    },
  });
  return [
    {
      label: i18n.t.closing.ask,
      items: [
        ...Object.entries(i18n.t.ownership.reasons).map(([reason, label]) => item(reason, label)),
        item(null, i18n.t.closing.plain),
      ],
    },
  ];
}
