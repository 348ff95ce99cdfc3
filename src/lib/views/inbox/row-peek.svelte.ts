import { phone } from '#lib/ui/phone.svelte.ts';
import { isTypedElsewhere } from '../inbox-keys.ts';
import type { listCursor } from './list-cursor.svelte.ts';

type Asked = {
  cursor: ReturnType<typeof listCursor>;
  /** What is open, and so needs no peek. */
  openId: () => string | null;
};

/** Looking into the row the keyboard stands on, without opening it. Call while a component is being set up. */
export function rowPeek({ cursor, openId }: Asked) {
  let isOn = $state(false);
  const id = $derived(isOn && !phone.isPhone && cursor.id !== openId() ? cursor.id : null);

  function begin(): void {
    const at = cursor.stand();
    if (phone.isPhone || at === null || at === openId()) return;
    isOn = true;
  }
  function end(): void {
    isOn = false;
  }
  function open(): void {
    end();
    cursor.open();
  }
  function step(by: 1 | -1): void {
    // What the keyboard stood on by itself is no longer where it stands.
    if (document.activeElement instanceof HTMLAnchorElement) document.activeElement.blur();
    cursor.step(by);
  }

  const KEYS: Record<string, () => void> = {
    ' ': end,
    Escape: end,
    Enter: open,
    r: open,
    n: open,
    t: open,
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
  };

  return {
    /** What is looked into; null for nothing. */
    get id(): string | null {
      return id;
    },
    begin,
    end,
    open,
    step,
    /** Before anybody else hears of the key: while peeking, Enter on a row is not the row's own. */
    onkeydown(event: KeyboardEvent): void {
      if (!isOn || event.shiftKey || isTypedElsewhere(event)) return;
      const act = KEYS[event.key];
      if (!act || (event.target as HTMLElement | null)?.closest?.('button')) return;
      event.preventDefault();
      event.stopPropagation();
      act();
    },
  };
}
