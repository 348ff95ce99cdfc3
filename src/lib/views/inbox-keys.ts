/** What a key may do in the inbox. */
export type InboxCommands = {
  next: () => void;
  previous: () => void;
  open: () => void;
  select: () => void;
  selectAll: () => void;
  /** Looks into the row without opening it. */
  peek: () => void;
  extendNext: () => void;
  extendPrevious: () => void;
  reply: () => void;
  note: () => void;
  takeOver: () => void;
  undo: () => void;
  close: () => void;
  /** Closes after asking why. */
  askClose: () => void;
  snooze: () => void;
  assign: () => void;
  assignMe: () => void;
  unread: () => void;
  tag: () => void;
  panel: () => void;
  /** Shows the views or puts them away. */
  views: () => void;
  search: () => void;
  filter: () => void;
  help: () => void;
  back: () => void;
  goInbox: () => void;
  goQueue: () => void;
  goNotices: () => void;
  goReports: () => void;
};

const SINGLE: Record<string, keyof InboxCommands> = {
  j: 'next',
  k: 'previous',
  Enter: 'open',
  ' ': 'peek',
  x: 'select',
  J: 'extendNext',
  K: 'extendPrevious',
  'Shift+ArrowDown': 'extendNext',
  'Shift+ArrowUp': 'extendPrevious',
  'Ctrl+a': 'selectAll',
  r: 'reply',
  n: 'note',
  t: 'takeOver',
  z: 'undo',
  e: 'close',
  E: 'askClose',
  h: 'snooze',
  a: 'assign',
  i: 'assignMe',
  u: 'unread',
  l: 'tag',
  f: 'filter',
  ']': 'panel',
  '[': 'views',
  '/': 'search',
  '?': 'help',
  Escape: 'back',
};
const AFTER_G: Record<string, keyof InboxCommands> = {
  i: 'goInbox',
  n: 'goNotices',
  q: 'goQueue',
  r: 'goReports',
};
const CHORD_MS = 1_200;

function isWriting(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.('input, textarea, select, [contenteditable], [role="dialog"], [role="menu"]');
}

/** Is this key somebody else's: a browser's, a field's, a dialog's? */
export function isTypedElsewhere(event: KeyboardEvent): boolean {
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target);
}

/** The key as the lists below call it. */
function nameOf(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey) return `Ctrl+${event.key.toLowerCase()}`;
  return event.shiftKey && event.key.startsWith('Arrow') ? `Shift+${event.key}` : event.key;
}

/** Single letters outside text fields. Enter and Space on a button stay theirs; Escape leaves a field first. */
export function inboxKeys(commands: Partial<InboxCommands>): (event: KeyboardEvent) => void {
  let gPressedAt = Number.NEGATIVE_INFINITY;
  return function onkeydown(event) {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    if (isWriting(event.target)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur();
      return;
    }
    const itsOwn = event.key === 'Enter' ? 'a, button' : event.key === ' ' ? 'button' : null;
    if (itsOwn && (event.target as HTMLElement | null)?.closest?.(itsOwn)) return;
    const isChord = event.timeStamp - gPressedAt < CHORD_MS;
    gPressedAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const command = isChord && !event.ctrlKey && !event.metaKey ? AFTER_G[event.key] : SINGLE[nameOf(event)];
    const act = command && commands[command];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
