import { afterPaint } from '#lib/ui/after-paint.ts';
import type { pickRows } from './pick-rows.svelte.ts';

type Asked = {
  ids: () => readonly string[];
  /** What is open. */
  openId: () => string | null;
  picked: ReturnType<typeof pickRows>;
  /** Goes to a conversation; `isStep` when it takes the place of the one that is open. */
  go: (id: string, isStep: boolean) => void;
};

/** So few new messages stand on screen whole when a conversation opens; with more, only the thread can tell. */
const SURELY_SEEN = 3;
const OPENS_WITHIN_MS = 1_000;

/** Where the keyboard stands in the list, and what it opens. Call while a component is being set up. */
export function listCursor({ ids, openId, picked, go }: Asked) {
  let id = $state<string | null>(null);
  let openingId = $state<string | null>(null);

  let timer: ReturnType<typeof setTimeout> | undefined;

  function begin(at: string): void {
    openingId = at;
    clearTimeout(timer);
    timer = setTimeout(() => (openingId = null), OPENS_WITHIN_MS);
  }

  // Whoever left it again may have marked it unread.
  $effect(() => {
    const opened = openId();
    return () => {
      if (opened !== null && opened === openingId) openingId = null;
    };
  });

  function besides(step: 1 | -1): string | undefined {
    const all = ids();
    const at = all.indexOf(id ?? openId() ?? '');
    if (at === -1) return step === 1 ? all[0] : all.at(-1);
    return all[Math.min(all.length - 1, Math.max(0, at + step))];
  }

  function move(step: 1 | -1, next = besides(step)): void {
    if (next === undefined) return;
    id = next;
    if (openId() !== null) go(next, true);
  }

  /** Goes on without opening anything. */
  function step(by: 1 | -1): void {
    id = besides(by) ?? id;
  }

  /** Where the keyboard stands, or would begin. */
  function stand(): string | null {
    return (id = id ?? openId() ?? ids()[0] ?? null);
  }

  return {
    get id() {
      return id;
    },
    /** Is this row being opened, and with so little new that its count can go at once? */
    reads: (row: { id: string; unread: number }) => row.id === openingId && row.unread <= SURELY_SEEN,
    /** A row was pressed; its link does the rest. */
    put(at: string): void {
      id = at;
      begin(at);
    },
    /** The focus came to a row by key: here the next key acts. */
    follow(at: string): void {
      id = at;
    },
    /** The row answers in the frame of the key, the thread comes with the next. */
    open(): void {
      const at = id;
      if (at === null) return;
      begin(at);
      afterPaint(() => go(at, false));
    },
    move,
    step,
    stand,
    /** Which is next is known while the one that leaves still stands in the list. */
    moveOn(): void {
      const next = besides(1);
      afterPaint(() => move(1, next));
    },
    /** Picks where it stands and where it goes; going back lets go of what it leaves. */
    extend(by: 1 | -1): void {
      const from = stand();
      step(by);
      if (from !== null && id !== null) picked.stretch(from, id);
    },
    /** Picks all from where the picking began to here, in the order that is on screen. */
    reach(to: string, order: readonly string[]): void {
      const from = picked.anchor ?? id ?? openId() ?? to;
      id = to;
      picked.reach(from, to, order);
    },
    select(): void {
      const at = stand();
      if (at !== null) picked.toggle(at);
    },
  };
}
