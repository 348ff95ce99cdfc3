/** What was pressed for something that is asked for and not here yet. */
let typed = '';
let awaited = 0;

/** So long after it is here, what was asked for may take to put the cursor where words go. */
const FOCUS_WITHIN_MS = 300;

/** Words go to what they were meant for; a key is never a command because something came late. */
function hold(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.key === 'Escape') return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.key === 'Backspace') typed = typed.slice(0, -1);
  else if (event.key.length === 1) typed += event.key;
}

function hand({ target }: FocusEvent): void {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) {
    if (typed !== '') {
      target.setRangeText(typed, target.value.length, target.value.length, 'end');
      target.dispatchEvent(new InputEvent('input', { bubbles: true, data: typed, inputType: 'insertText' }));
    }
  }
  release();
}

function release(): void {
  removeEventListener('keydown', hold, { capture: true });
  removeEventListener('focusin', hand);
  typed = '';
}

/**
 * Somebody asked for a part of the screen that takes what is typed, and it has to be fetched first: until it has the
 * focus, keys are kept for it. `here` ends when it is fetched, or cannot be.
 */
export function typeAhead(here: Promise<unknown>): void {
  awaited += 1;
  addEventListener('keydown', hold, { capture: true });
  addEventListener('focusin', hand);
  void here.finally(() =>
    setTimeout(() => {
      awaited -= 1;
      if (awaited === 0) release();
    }, FOCUS_WITHIN_MS),
  );
}
