import { SvelteSet } from 'svelte/reactivity';

/** Which rows of the list are picked. A row that leaves the list is picked no more. */
export function pickRows(ids: () => readonly string[]) {
  const picked = new SvelteSet<string>();
  const shown = $derived(ids().filter((id) => picked.has(id)));
  return {
    /** The picked rows that are in the list, in its order. */
    get ids(): readonly string[] {
      return shown;
    },
    get set(): ReadonlySet<string> {
      return picked;
    },
    toggle(id: string): void {
      if (!picked.delete(id)) picked.add(id);
    },
    add(id: string): void {
      picked.add(id);
    },
    clear(): void {
      picked.clear();
    },
  };
}
