/** Shorter than the browser's own, whose menu over a link would come in between. */
const HELD_MS = 400;
const STILL_PX = 10;

/**
 * Tells of a finger that rests on something instead of tapping it; the tap is then no tap. A mouse has other ways.
 */
export function longPress(onheld: (target: Element) => void) {
  return function attach(node: HTMLElement): () => void {
    let from: { x: number; y: number } | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wasHeld = false;

    function letGo(): void {
      from = null;
      clearTimeout(timer);
    }
    function press(event: PointerEvent): void {
      letGo();
      wasHeld = false;
      const { target } = event;
      if (event.pointerType === 'mouse' || !event.isPrimary || !(target instanceof Element)) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        wasHeld = true;
        from = null;
        navigator.vibrate?.(10);
        onheld(target);
      }, HELD_MS);
    }
    function move(event: PointerEvent): void {
      if (from && Math.hypot(event.clientX - from.x, event.clientY - from.y) > STILL_PX) letGo();
    }
    /** The menu of a link under a resting finger. */
    function keepMenu(event: Event): void {
      if (from || wasHeld) event.preventDefault();
    }
    function keepTap(event: Event): void {
      if (!wasHeld) return;
      wasHeld = false;
      event.preventDefault();
      event.stopPropagation();
    }

    const heard: [name: string, listen: (event: never) => void][] = [
      ['pointerdown', press],
      ['pointermove', move],
      ['pointerup', letGo],
      ['pointercancel', letGo],
      ['contextmenu', keepMenu],
      ['click', keepTap],
    ];
    for (const [name, listen] of heard) node.addEventListener(name, listen as EventListener, true);
    return () => {
      letGo();
      for (const [name, listen] of heard) node.removeEventListener(name, listen as EventListener, true);
    };
  };
}
