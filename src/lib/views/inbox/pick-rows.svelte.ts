import { SvelteSet } from 'svelte/reactivity';

/** Which rows of the list are picked. A row that leaves the list is picked no more. */
export function pickRows(ids: () => readonly string[]) {
  const picked = new SvelteSet<string>();
  const shown = $derived(ids().filter((id) => picked.has(id)));
  /** Where a stretch of picked rows begins. */
  let anchor: string | null = null;

  return {
    /** The picked rows that are in the list, in its order. */
    get ids(): readonly string[] {
      return shown;
    },
    get set(): ReadonlySet<string> {
      return picked;
    },
    /** Where the picking began; null when nothing is picked. */
    get anchor(): string | null {
      return anchor !== null && picked.has(anchor) ? anchor : null;
    },
    toggle(id: string): void {
      anchor = id;
      if (!picked.delete(id)) picked.add(id);
    },
    add(id: string): void {
      picked.add(id);
    },
    /** From one row to the one beside it: on a way out both are picked, on the way back the one that is left is let go. */
    stretch(from: string, to: string): void {
      if (from === to) return;
      if (picked.has(from) && picked.has(to) && from !== anchor) {
        picked.delete(from);
        return;
      }
      if (!picked.has(from)) anchor = from;
      picked.add(from);
      picked.add(to);
    },
    /** All between two rows, both with them, as the list shows them. */
    reach(from: string, to: string, order: readonly string[]): void {
      const [a, b] = [order.indexOf(from), order.indexOf(to)];
      anchor = a === -1 ? to : from;
      const [first, last] = a === -1 ? [b, b] : [Math.min(a, b), Math.max(a, b)];
      for (const id of order.slice(first, last + 1)) picked.add(id);
    },
    all(): void {
      for (const id of ids()) picked.add(id);
    },
    clear(): void {
      anchor = null;
      picked.clear();
    },
  };
}
