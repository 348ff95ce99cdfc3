const SHOWN_MS = 5_000;

/** One line at the foot of the screen. Failures stay until dismissed. */
export type Toast = {
  id: number;
  text: string;
  tone: 'plain' | 'failed';
  action: { label: string; keys?: string; onselect: () => void } | null;
};

function createToasts() {
  let list = $state<Toast[]>([]);
  let nextId = 1;

  function dismiss(id: number): void {
    list = list.filter((toast) => toast.id !== id);
  }

  return {
    get list(): readonly Toast[] {
      return list;
    },
    /** Shows a line; returns its id. It leaves by itself after five seconds unless it tells of a failure. */
    show(
      text: string,
      options: { tone?: Toast['tone']; action?: Toast['action']; shownMs?: number } = {},
    ): number {
      const id = nextId++;
      const tone = options.tone ?? 'plain';
      list = [...list.slice(-2), { id, text, tone, action: options.action ?? null }];
      if (tone === 'plain') setTimeout(() => dismiss(id), options.shownMs ?? SHOWN_MS);
      return id;
    },
    dismiss,
    /** Runs the newest toast's action (the `Z` key); false when there is none. */
    undoNewest(): boolean {
      const newest = list.findLast((toast) => toast.action !== null);
      if (!newest?.action) return false;
      dismiss(newest.id);
      newest.action.onselect();
      return true;
    },
  };
}

/** Short notices with an optional way back. */
export const toasts = createToasts();
