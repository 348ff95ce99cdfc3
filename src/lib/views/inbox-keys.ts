/** What a key may do in the inbox. */
export type InboxCommands = {
  next: () => void;
  previous: () => void;
  open: () => void;
  select: () => void;
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
  x: 'select',
  J: 'extendNext',
  K: 'extendPrevious',
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

/** Single letters outside text fields. Enter on a link or a button stays theirs; Escape leaves a field first. */
export function inboxKeys(commands: Partial<InboxCommands>): (event: KeyboardEvent) => void {
  let gPressedAt = Number.NEGATIVE_INFINITY;
  return function onkeydown(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isWriting(event.target)) {
      if (event.key === 'Escape') (event.target as HTMLElement).blur();
      return;
    }
    if (event.key === 'Enter' && (event.target as HTMLElement | null)?.closest?.('a, button')) return;
    const isChord = event.timeStamp - gPressedAt < CHORD_MS;
    gPressedAt = event.key === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY;
    const command = isChord ? AFTER_G[event.key] : SINGLE[event.key];
    const act = command && commands[command];
    if (!act) return;
    event.preventDefault();
    act();
  };
}
